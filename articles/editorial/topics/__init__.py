"""The acts that keep the vocabulary clean: merge, split, rename, move, retire, return, delete, keep apart, and undo."""

from articles.editorial.topics.ground import checked_name, free_slug
from articles.editorial.topics.merging import merge_topics, refuse_merge, undo_topic_merge
from articles.editorial.topics.naming import rename_topic, undo_topic_rename
from articles.editorial.topics.splitting import NewTopic, Part, split_topic, stories_of, undo_topic_split
from articles.editorial.topics.standing import delete_topic, keep_topics_apart, retire_topic, return_topic, why_kept
from articles.editorial.topics.tree import move_topic, refuse_move, undo_topic_move
from articles.editorial.topics.undoing import topic_journal, undo_topic_act

__all__ = [
    "NewTopic",
    "Part",
    "checked_name",
    "delete_topic",
    "free_slug",
    "keep_topics_apart",
    "merge_topics",
    "move_topic",
    "refuse_merge",
    "refuse_move",
    "rename_topic",
    "retire_topic",
    "return_topic",
    "split_topic",
    "stories_of",
    "topic_journal",
    "undo_topic_act",
    "undo_topic_merge",
    "undo_topic_move",
    "undo_topic_rename",
    "undo_topic_split",
    "why_kept",
]
