"""The states of the US, and how newspapers and the post office shorten them."""

from __future__ import annotations

_FORMS = """
ala al alabama; ak alaska; ariz az arizona; ark ar arkansas; calif cal ca california; colo co colorado; conn ct
connecticut; del de delaware; fla fl florida; ga georgia; hi hawaii; id idaho; ill il illinois; ind in indiana;
ia iowa; kan ks kansas; ky kentucky; la louisiana; me maine; md maryland; mass ma massachusetts; mich mi
michigan; minn mn minnesota; miss ms mississippi; mo missouri; mont mt montana; neb ne nebraska; nev nv nevada;
nh new_hampshire; nj new_jersey; nm new_mexico; ny new_york; nc north_carolina; nd north_dakota; oh ohio; okla
ok oklahoma; ore or oregon; pa pennsylvania; ri rhode_island; sc south_carolina; sd south_dakota; tenn tn
tennessee; tex tx texas; ut utah; vt vermont; va virginia; wash wa washington; wva wv west_virginia; wis wi
wisconsin; wyo wy wyoming
"""
"""The short forms of each, as normal forms, and last its name."""


def _by_short() -> dict[str, str]:
    groups = [forms.split() for forms in _FORMS.split(";")]
    return {short: forms[-1].replace("_", " ") for forms in groups for short in forms[:-1]}


STATES = _by_short()
"""Short form → state."""
