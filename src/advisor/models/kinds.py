"""The kinds of file that people write, each with its model."""

from __future__ import annotations

from pydantic import BaseModel

from advisor.models.decision import DecisionModel
from advisor.models.scenario import ScenarioModel
from advisor.models.service import ServiceModel
from advisor.models.story import StoryModel, TellingsModel
from advisor.models.vocabulary import EditionsModel, VocabularyModel

#: Kind of file -> its model.
MODELS: dict[str, type[BaseModel]] = {
    "scenario": ScenarioModel,
    "service": ServiceModel,
    "decision": DecisionModel,
    "vocabulary": VocabularyModel,
    "editions": EditionsModel,
    "story": StoryModel,
    "tellings": TellingsModel,
}
