"""Asks another library's grader for a score, in that library's own environment: cases in, what a user sees out.

Run by `bench/faults.py` with the environment's interpreter; a line of JSON for a case, {"url": …}, and one for its
outcome: {"number": …} where a score came back, {"raised": …} where an exception left the call, {"told": …} where the
call came back without a score and said why.
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from typing import Any

QUESTION = "Hello, it's my husband's account. I've had a letter again."
ANSWER = "You said 'again'. What happened the other times?"
CRITERION = "Did the agent take up something that the caller said?"
WAIT = 2.0
"""Seconds that each library is told to wait for an answer."""
Grader = Callable[[str], dict[str, Any]]


def openevals() -> Grader:
    """`create_llm_as_judge` with a menu of levels, over a LangChain model."""
    from langchain_openai import ChatOpenAI
    from openevals.llm import create_llm_as_judge

    prompt = CRITERION + " Score from 1 to 5.\n<input>{inputs}</input>\n<output>{outputs}</output>"

    def ask(url: str) -> dict[str, Any]:
        model = ChatOpenAI(model="gpt-4o-mini", base_url=url, api_key="none", timeout=WAIT)
        judge = create_llm_as_judge(prompt=prompt, judge=model, choices=[1.0, 2.0, 3.0, 4.0, 5.0])
        result = judge(inputs=QUESTION, outputs=ANSWER)
        score = result["score"]
        return {"number": float(score)} if score is not None else {"told": str(result)}

    return ask


def deepeval() -> Grader:
    """`GEval.measure` with given steps."""
    os.environ["DEEPEVAL_TELEMETRY_OPT_OUT"] = "YES"
    os.environ["DEEPEVAL_PER_ATTEMPT_TIMEOUT_SECONDS_OVERRIDE"] = str(WAIT)
    os.environ["DEEPEVAL_DISABLE_PROGRESS_BAR"] = "YES"
    from deepeval.metrics import GEval
    from deepeval.models import OpenAIModel
    from deepeval.test_case import LLMTestCase, SingleTurnParams

    def ask(url: str) -> dict[str, Any]:
        model = OpenAIModel(model="gpt-4o-mini", base_url=url, api_key="none")
        params = [SingleTurnParams.INPUT, SingleTurnParams.ACTUAL_OUTPUT]
        metric = GEval(
            name="probing", evaluation_steps=[CRITERION], evaluation_params=params, model=model, async_mode=False
        )
        metric.measure(LLMTestCase(input=QUESTION, actual_output=ANSWER), _show_indicator=False)
        if metric.score is None:
            return {"told": str(metric.error)}
        return {"number": float(metric.score)}

    return ask


def inspect_ai() -> Grader:
    """`model_graded_qa` in an `eval` of one sample."""
    from inspect_ai import Task, eval
    from inspect_ai.dataset import Sample
    from inspect_ai.model import GenerateConfig, get_model
    from inspect_ai.scorer import model_graded_qa

    folder = tempfile.mkdtemp(prefix="faults-")

    def ask(url: str) -> dict[str, Any]:
        config = GenerateConfig(timeout=int(4 * WAIT), attempt_timeout=int(WAIT), max_retries=2)
        grader = get_model("openai/gpt-4o-mini", base_url=url, api_key="none", config=config, memoize=False)
        spoken = get_model("mockllm/model", custom_outputs=None)
        task = Task(
            dataset=[Sample(input=QUESTION, target=CRITERION)],
            scorer=model_graded_qa(partial_credit=True, model=grader),
        )
        [log] = eval(task, model=spoken, log_dir=folder, display="none")
        sample = log.samples[0] if log.samples else None
        if sample is not None and sample.scores:
            [score] = sample.scores.values()
            value = score.value
            unscored = value is None or value != value  # NaN: left out of the metrics and counted as unscored
            return {"told": str(score.explanation)} if unscored else {"number": value}
        error = (sample.error if sample is not None else None) or log.error
        return {"told": error.message if error else log.status}

    return ask


def main() -> None:
    """Answer cases until there are no more."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what the libraries print is not the answer
    ask = {"openevals": openevals, "deepeval": deepeval, "inspect_ai": inspect_ai}[sys.argv[1]]()
    for line in sys.stdin:
        try:
            outcome = ask(json.loads(line)["url"])
        except Exception as error:
            outcome = {"raised": f"{type(error).__name__}: {error}"[:300]}
        print(json.dumps(outcome), file=out, flush=True)


if __name__ == "__main__":
    main()
