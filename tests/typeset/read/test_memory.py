"""What is remembered, within bounds."""

from lettergen.typeset.read.memory import Memory


def test_what_was_used_longest_ago_is_forgotten_first():
    memory = Memory(10)
    for name in "abcde":
        memory.put(name, name.upper(), weight=2)
    assert memory.find("a") == "A"
    memory.put("f", "F", weight=2)
    assert (memory.find("b"), memory.find("a"), memory.find("f")) == (None, "A", "F")
    assert len(memory) == 5


def test_same_key_is_weighed_once():
    memory = Memory(8)
    for value in range(20):
        memory.put("a", value, weight=2)
    memory.put("b", 0, weight=2)
    assert (memory.find("a"), memory.find("b"), len(memory)) == (19, 0, 2)


def test_what_is_too_heavy_is_not_kept():
    memory = Memory(8)
    memory.put("a", 1, weight=3)
    assert memory.find("a") is None
