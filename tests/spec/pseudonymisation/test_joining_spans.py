"""Overlapping stretches become one, touching ones stay two, and everything that was claimed is covered."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pseudonymisation.text.spans import Span, Tag, moved, replaced, union

spans = st.lists(
    st.builds(
        lambda start, length, tag: Span(start, start + length, tag),
        st.integers(0, 40),
        st.integers(1, 15),
        st.sampled_from(Tag),
    ),
    max_size=12,
)


def covered(some: list[Span]) -> set[int]:
    return {place for span in some for place in range(span.start, span.end)}


@given(claimed=spans)
def test_a_union_covers_what_was_claimed_and_nothing_else_without_overlap(claimed: list[Span]) -> None:
    joined = union(claimed)

    assert covered(joined) == covered(claimed)
    assert all(one.end <= other.start for one, other in pairwise(joined))
    assert union(joined) == joined
    assert union(reversed(claimed)) == joined


@given(claimed=spans)
def test_replacing_leaves_the_rest_of_the_text_as_it_was(claimed: list[Span]) -> None:
    text = "".join(chr(0x4E00 + place) for place in range(60))

    joined = union(claimed)
    instead = [f"[{place}]" for place, _ in enumerate(joined)]

    masked = replaced(text, joined, instead)

    assert "".join(sign for sign in masked if sign in text) == "".join(
        sign for place, sign in enumerate(text) if place not in covered(claimed)
    )
    assert [masked[start:end] for start, end in moved(joined, instead)] == instead


def test_the_longest_claim_gives_the_tag_and_touching_claims_stay_two() -> None:
    name, number, phone = Span(0, 4, Tag.PERSON), Span(3, 12, Tag.IDENTITY_NUMBER), Span(12, 15, Tag.PHONE)

    joined = union([phone, name, number])

    assert joined == [Span(0, 12, Tag.IDENTITY_NUMBER), phone]
