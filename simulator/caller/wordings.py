"""What a caller thinks and writes without saying it aloud: wordings by what they answer, kept in phrases/*.yaml."""

from functools import lru_cache

from ruamel.yaml import YAML

from simulator.caller.lines import PHRASES


@lru_cache(maxsize=16)
def wordings(kind: str, language: str) -> dict[str, tuple[str, ...]]:
    """The wordings of one kind (`thoughts`, `survey`) by key; none where that language has no file.

    Unlike what is said aloud they do not fall back to English: words put into somebody's head in another language
    than they think in would be nobody's.
    """
    path = PHRASES / f"{kind}.{language.split('-')[0]}.yaml"
    if not path.exists():
        return {}
    loaded: dict[str, list[str]] = YAML(typ="safe").load(path)
    return {key: tuple(lines) for key, lines in loaded.items()}
