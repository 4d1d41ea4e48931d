"""Every setting, typed: from the environment (SIDETONE_…), a .env or a sidetone.toml."""

from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from simulator.errors import SettingsError

DEFAULT_MODEL = "gpt-4o-mini"
ROOT = Path(__file__).resolve().parent.parent


class ModelSettings(BaseModel):
    """One use of a model: who provides it, which one, and its limits."""

    model_config = ConfigDict(extra="forbid", protected_namespaces=())

    provider: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")] = "openai"
    """`openai` for any OpenAI-compatible server, `scripted` for tests, else a langchain provider."""
    model: str = DEFAULT_MODEL
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    timeout: Annotated[float, Field(gt=0)] = 20.0
    """Seconds that a read may take; it also catches a stalled stream."""
    retries: Annotated[int, Field(ge=0, le=10)] = 2
    max_tokens: Annotated[int, Field(gt=0)] = 300
    structured: Literal["json_schema", "json_mode"] = "json_schema"
    """How structured output is asked for; older servers know only json_mode."""
    samples: Annotated[int, Field(ge=1, le=9)] = 1


class CallerSettings(ModelSettings):
    """The model that voices callers."""

    temperature: Annotated[float, Field(ge=0, le=2)] | None = 0.8
    max_tokens: Annotated[int, Field(gt=0)] = 200
    retries: Annotated[int, Field(ge=0, le=10)] = 1


class EvaluatorSettings(ModelSettings):
    """The model that grades."""

    temperature: Annotated[float, Field(ge=0, le=2)] | None = 0.0
    timeout: Annotated[float, Field(gt=0)] = 60.0
    max_tokens: Annotated[int, Field(gt=0)] = 4000

    @model_validator(mode="after")
    def vary(self) -> Self:
        """Several samples at temperature 0 would be one sample told several times, and its spread no confidence."""
        if self.samples > 1 and "temperature" not in self.model_fields_set:
            self.temperature = 0.7
        return self


class TrustSettings(BaseModel):
    """When a criterion's scores are not trusted."""

    model_config = ConfigDict(extra="forbid")

    floor: Annotated[float, Field(ge=-1, le=1)] = 0.2
    """Weighted kappa with people, under which a criterion is left out of overall scores and of passing."""
    calls: Annotated[int, Field(ge=3)] = 20
    """Calls that two people have to have scored before that is decided."""


class Settings(BaseSettings):
    """All settings; each has a default that works with no key and no network."""

    model_config = SettingsConfigDict(
        env_prefix="SIDETONE_",
        env_nested_delimiter="__",
        env_file=".env",
        toml_file="sidetone.toml",
        extra="ignore",
        populate_by_name=True,
    )

    data_dir: Path = ROOT / "data"
    """Where calls and grades live."""
    personas_dir: Path = ROOT / "personas"
    rubrics_dir: Path = ROOT / "rubrics"
    knowledge_dir: Path = ROOT / "knowledge"
    openai_api_key: Annotated[SecretStr | None, Field(validation_alias="OPENAI_API_KEY")] = None
    openai_base_url: Annotated[str | None, Field(validation_alias="OPENAI_BASE_URL")] = None
    database_url: Annotated[str | None, Field(validation_alias="DATABASE_URL")] = None
    caller: CallerSettings = CallerSettings()
    evaluator: EvaluatorSettings = EvaluatorSettings()
    speech: ModelSettings = ModelSettings()
    trust: TrustSettings = TrustSettings()
    spending_cap: Annotated[float, Field(ge=0)] = 5.0
    """US dollars a day over all uses of a model."""
    consent: bool = False
    """Agreed beforehand that text may leave the machine, for set-ups with nobody to ask."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments beat the environment, which beats .env, which beats the TOML file."""
        toml = TomlConfigSettingsSource(settings_cls)
        return init_settings, env_settings, dotenv_settings, toml, file_secret_settings

    @classmethod
    def load(cls) -> Self:
        """The settings of this process. Raises SettingsError that names each wrong variable."""
        try:
            return cls()
        except ValidationError as error:
            lines = [
                f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}, found {item['input']!r}"
                for item in error.errors()
            ]
            raise SettingsError("Settings that cannot be used:\n" + "\n".join(lines)) from error

    @cached_property
    def store_url(self) -> str:
        """Where the database is: DATABASE_URL, else SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / 'sidetone.db'}"

    def connected(self, use: ModelSettings) -> bool:
        """Whether a model is configured for this use: a key, an address, or a provider without either."""
        if use.provider == "openai":
            return bool(self.openai_api_key or self.openai_base_url)
        return True
