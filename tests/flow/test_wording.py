from lettergen.flow.wording import own_words


def test_own_words_are_shown_with_their_neighbours():
    text, spans = own_words("Dear Ada we write to you today", "Dear Ben we write to you today", context=2)
    assert text == "Dear Ben we write"
    assert [text[start:end] for start, end in spans] == ["Ben"]


def test_several_differences_are_set_apart():
    text, spans = own_words("a b c d e f g h", "X b c d e f g Y", context=1)
    assert text == "X b … g Y"
    assert [text[start:end] for start, end in spans] == ["X", "Y"]


def test_words_left_out_are_told():
    text, spans = own_words("one two three", "one three", context=1)
    assert text == "one [left out: two] three"
    assert [text[start:end] for start, end in spans] == ["[left out: two]"]


def test_differences_near_each_other_stand_in_one_piece():
    text, spans = own_words("a b c d e f g h i", "a X c d Y f g h i", context=2)
    assert text == "a X c d Y f g"
    assert [text[start:end] for start, end in spans] == ["X", "Y"]


def test_same_words_give_nothing():
    assert own_words("a b", "a b") == ("", ())
