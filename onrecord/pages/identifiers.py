"""Links to what other catalogues know of an entity, made from known schemes only."""

from __future__ import annotations

import re

from onrecord.model import Entity
from onrecord.pages.value import Value

_SCHEMES = {
    "wikidata": ("Wikidata", r"[QP][1-9]\d{0,11}", "https://www.wikidata.org/wiki/"),
    "viaf": ("VIAF", r"\d{1,22}", "https://viaf.org/viaf/"),
    "isni": ("ISNI", r"\d{15}[\dX]", "https://isni.org/isni/"),
    "orcid": ("ORCID", r"(?:\d{4}-){3}\d{3}[\dX]", "https://orcid.org/"),
    "ror": ("ROR", r"0[a-z0-9]{8}", "https://ror.org/"),
    "loc": ("Library of Congress", r"n[a-z]{0,2}\d{8,10}", "https://id.loc.gov/authorities/names/"),
    "gnd": ("GND", r"[\dX-]{3,12}", "https://d-nb.info/gnd/"),
    "geonames": ("GeoNames", r"\d{1,12}", "https://www.geonames.org/"),
    "bioguide": ("Biographical Directory of Congress", r"[A-Z]\d{6}", "https://bioguide.congress.gov/search/bio/"),
    "govtrack": ("GovTrack", r"\d{1,9}", "https://www.govtrack.us/congress/members/"),
    "ballotpedia": ("Ballotpedia", r"[\w.'(),-]{1,100}", "https://ballotpedia.org/"),
    "wikipedia": ("Wikipedia", r"[\w.'(),-]{1,150}", "https://en.wikipedia.org/wiki/"),
    "littlesis": ("LittleSis", r"\d{1,9}", "https://littlesis.org/entities/"),
    "opencorporates": ("OpenCorporates", r"[a-z_]{2,8}/[A-Za-z0-9]{1,20}", "https://opencorporates.com/companies/"),
    "cik": ("SEC", r"\d{1,10}", "https://www.sec.gov/cgi-bin/browse-edgar?CIK="),
}
"""Scheme -> (name, pattern of its values, what stands before the value in an address), from each catalogue's own
description of its permanent links."""


class Identifier(Value, frozen=True):
    """One identifier; `href` is "" when the scheme is unknown or the value does not fit it."""

    scheme: str
    value: str
    href: str


def identifiers(entity: Entity) -> list[Identifier]:
    """The identifiers of an entity, in the order given."""
    return [_identifier(scheme, value) for scheme, value in entity.identifiers]


def _identifier(scheme: str, value: str) -> Identifier:
    name, pattern, before = _SCHEMES.get(scheme.lower(), (scheme, "", ""))
    plain = value.strip().replace(" ", "" if scheme.lower() == "isni" else "_")
    fits = bool(pattern) and re.fullmatch(pattern, plain, re.ASCII) is not None
    return Identifier(name, value, before + plain if fits else "")
