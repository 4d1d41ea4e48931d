"""Settings that point at a mock server."""

from bench.mock_server import MockServer
from simulator.settings import Settings


def settings_for(server: MockServer, tmp_path, **caller) -> Settings:
    """Settings whose models are the mock server's, with a short time limit and no retries."""
    use = {"timeout": 0.5, "retries": 0} | caller
    return Settings(
        _env_file=None,
        openai_base_url=server.url,
        openai_api_key="sk-secret",
        data_dir=tmp_path,
        caller=use,
        evaluator=use,
    )
