"""A small trained model, made by hand: what training would learn of two topics from a few words."""

from __future__ import annotations

from array import array

from articles.advice.topics.classifier import Blend, Model


def make_model(first: int, second: int) -> Model:
    """“wheat” and “bushel” speak for the first topic, “tanker” for the second and against the first."""
    return Model(
        terms=["bushel", "tanker", "wheat"],
        rarity=array("f", [1.0, 1.0, 1.0]),
        begins=array("I", [0, 1, 3, 4]),
        topic_of=array("H", [0, 0, 1, 0]),
        weight=array("f", [1.0, -1.0, 2.0, 2.0]),
        topic_ids=[first, second],
        constants=[-1.0, -1.0],
        together=[{}, {}],
        blend=Blend([4.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0], 0.0, [0.0, 0.0], [0.0, 0.0], 0.5, 0.2),
    )
