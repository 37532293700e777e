import pytest

from toil.sample.dice import Dice, Wheel
from toil.sample.phrases import compose, parse, render


def every(text, **values):
    dice = Dice("phrases")
    return {render(parse(text), dice, values) for _ in range(200)}


def test_a_choice_gives_each_of_its_options():
    assert every("(a|b|) c") == {"a c", "b c", " c"}


def test_choices_nest_and_slots_are_filled():
    assert every("x (y (1|2)|{z})", z="Z") == {"x y 1", "x y 2", "x Z"}


def test_parentheses_without_a_bar_are_text():
    assert every("a (b) {z}", z="(q)") == {"a (b) (q)"}


def test_compose_drops_the_double_space_of_an_empty_choice():
    assert compose(parse("a (|) b"), Dice("x"), {}) == "a b"


@pytest.mark.parametrize("text", ["a (b|c", "a b) c"])
def test_a_bracket_out_of_place_is_an_error(text):
    with pytest.raises(ValueError, match="bracket"):
        parse(text)


def test_dice_repeat_and_stay_in_their_bounds():
    one, two = Dice(7, "a"), Dice(7, "a")
    draws = [one.whole(2, 5) for _ in range(300)]
    assert draws == [two.whole(2, 5) for _ in range(300)]
    assert set(draws) == {2, 3, 4, 5}
    assert len(one.digits(4)) == 4


def test_a_wheel_draws_by_weight():
    dice, wheel = Dice("wheel"), Wheel(["often", "never", "rare"], [9, 0, 1])
    draws = [wheel.spin(dice) for _ in range(2000)]
    assert "never" not in draws
    assert 150 < draws.count("rare") < 260
