"""Which occupations of the fee rules a person may mean: each reading is a set of classes, several readings mean doubt.

Free text is compared folded; codes are ids of the skill list or ISCO-08 numbers. The classes are those that the annexes name.
"""

from __future__ import annotations

from portal.shared.text import words

SEAFARER, COASTAL_FISHING, DEEP_SEA_FISHING = "seafarer", "coastal_fishing", "deep_sea_fishing"
HOME_CARE, FACILITY_CARE, DOMESTIC_WORK, AGRICULTURE = "home_care", "facility_care", "domestic_work", "agriculture"
HIGHLY_SKILLED, DESIGNATED = "highly_skilled", "designated_activities"
TRAINEE, TRAINEE_3, SPECIFIED_SKILLED = "trainee", "trainee_3", "specified_skilled"

TRADES = frozenset({SEAFARER, COASTAL_FISHING, DEEP_SEA_FISHING, HOME_CARE, FACILITY_CARE, DOMESTIC_WORK, AGRICULTURE})
CLASSES = TRADES | {HIGHLY_SKILLED, DESIGNATED, TRAINEE_3, SPECIFIED_SKILLED}

Reading = frozenset[str]
Readings = tuple[Reading, ...]
NONE: Reading = frozenset()

_CARE_ANYWHERE: Readings = (frozenset({HOME_CARE}), frozenset({FACILITY_CARE}))
_CREW_ANYWHERE: Readings = (frozenset({SEAFARER}), frozenset({COASTAL_FISHING}), frozenset({DEEP_SEA_FISHING}))
_FISHING_ANYWHERE: Readings = (frozenset({COASTAL_FISHING}), frozenset({DEEP_SEA_FISHING}))
_PERHAPS_DESIGNATED: Readings = (NONE, frozenset({DESIGNATED}))


def _codes() -> dict[str, Readings]:
    """Skill ids and ISCO-08 unit groups that fall into a class."""
    single = {
        SEAFARER: "thuy-thu sy-quan tho-may-tau 8350 3151 3152",
        COASTAL_FISHING: "danh-ca 6222",
        DEEP_SEA_FISHING: "danh-ca-xa 6223",
        DOMESTIC_WORK: "giup-viec 5152 9111",
        HOME_CARE: "5322",
        FACILITY_CARE: "5321",
        AGRICULTURE: "nha-kinh thu-hoach tuoi-nho-giot trong-hoa cay-an-qua tia-canh may-nn bo-sua chan-nuoi-lon ga-trung nam"
        " 6111 6112 6113 6114 6121 6122 6123 6129 6130 8341 9211 9212 9213",
    }
    found: dict[str, Readings] = {
        code: (frozenset({kind}),) for kind, codes in single.items() for code in codes.split()
    }
    for code in [
        "cham-nguoi-gia",
        "tam-rua",
        "di-chuyen",
        "an-uong",
        "sa-sut",
        "ghi-chep",
        "dieu-duong",
        "2221",
        "3221",
    ]:
        found[code] = _CARE_ANYWHERE
    for code in ["dong-tau", "son-tau", "ong-tau", "7214", "7111", "7112", "7114", "7119"]:
        found[code] = _PERHAPS_DESIGNATED
    return found


CODES = _codes()


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split(","))


_YARD = _phrases(
    "dong tau, dong moi tau, sua tau, sua chua tau, son tau, han tau, lap tau, ong tau, vo tau, xuong tau, shipbuilding, shipyard"
)
_FISHING = _phrases("tau ca, danh ca, danh bat, ngu nghiep, ngu dan, cau muc, fishing, fisher, fishery")
_FARMED_FISH = _phrases("nuoi trong, nuoi thuy san, nuoi hau, nuoi ca, nuoi bien, aquaculture")
_CREW = _phrases(
    "thuyen vien, thuy thu, si quan, sy quan, thuyen truong, may truong, tho may tau, seafarer, sailor, seaman, deckhand"
)
_MERCHANT = _phrases(
    "tau bien, tau van tai, van tai bien, tau hang, tau container, tau dau, tau cho, tau buon, boong, hang hai, merchant, cargo ship,"
    "seafarer"
)
_NEAR, _FAR = _phrases("gan bo, ven bo, coastal"), _phrases("xa bo, vien duong, dai duong, deep sea, distant water")
_DOMESTIC = _phrases("giup viec, osin, domestic worker, domestic work, domestic helper, housemaid, maid, housekeeper")
_CARE = _phrases(
    "khan ho cong, ho ly, y ta, dieu duong, cham soc, kaigo, caregiver, carer, care worker, nurse, nursing"
)
_CARE_OF_NO_PERSON = _phrases("cham soc khach hang, cham soc sac dep, cham soc da, cham soc toc, customer")
_AT_HOME = _phrases("gia dinh, tai nha, o nha, tai gia, household, private home, at home")
_IN_FACILITY = _phrases(
    "benh vien, duong lao, trong vien, tai vien, o vien, trung tam, co so, hospital, nursing home, facility"
)
_FARM = _phrases(
    "cay trong, cay canh, vat nuoi, gia suc, gia cam, bo sua,"
    "nong nghiep, trong trot, trong rau, trong nam, trong hoa, trong cay, nong trai, trang trai, nha kinh, chan nuoi,"
    "hai qua, hai rau, hai trai cay, thu hoach, farm, farming, agriculture, agricultural, horticulture"
)
_PROCESSING = _phrases("che bien, processing")
_BUILDING = _phrases("xay dung, construction")
_REGIME = _phrases("hoat dong dac dinh, designated activities, tokutei katsudo")
_HIGHLY_SKILLED = _phrases("ky thuat cao, highly skilled")
_ENGINEER = _phrases("ky su, engineer")
_TRAINEE = _phrases("thuc tap sinh, thuc tap ky nang, tts, tts1, tts2, tts3, technical intern, trainee, ginou jisshu")
_STAGE_3 = _phrases("so 3, tts3, stage 3, no 3, iii")
_STAGE_1_2 = _phrases("so 1, so 2, tts1, tts2, stage 1, stage 2, no 1, no 2")
_SPECIFIED = _phrases("ky nang dac dinh, lao dong dac dinh, tokutei, tokutei ginou, ssw, specified skilled")


def stated(occupation: str) -> Readings:
    """What a stated occupation can mean. One reading: clear (an empty one: none of the classes); several: in doubt."""
    code = occupation.strip().casefold()
    if code in CODES:
        return CODES[code]
    text = f" {' '.join(words(occupation))} "
    return tuple(dict.fromkeys(trade | status for trade in _trade(text) for status in _status(text)))


def _says(text: str, phrases: tuple[str, ...]) -> bool:
    return any(f" {phrase} " in text for phrase in phrases)


def _trade(text: str) -> Readings:
    if _says(text, _YARD):
        return (NONE,)
    if _says(text, _FISHING) or _says(text, _CREW):
        return _at_sea(text)
    if _says(text, _FARM):
        return (NONE,) if _says(text, _PROCESSING) else (frozenset({AGRICULTURE}),)
    if _says(text, _DOMESTIC):
        both = {DOMESTIC_WORK, HOME_CARE} if _says(text, _CARE) else {DOMESTIC_WORK}
        return (frozenset(both),)
    if _says(text, _CARE) and not _says(text, _CARE_OF_NO_PERSON):
        if _says(text, _AT_HOME):
            return (frozenset({HOME_CARE}),)
        return (frozenset({FACILITY_CARE}),) if _says(text, _IN_FACILITY) else _CARE_ANYWHERE
    return (frozenset({SEAFARER}), NONE) if _says(text, _MERCHANT) else (NONE,)  # a cook on a ship: crew or not?


def _at_sea(text: str) -> Readings:
    near, far = _says(text, _NEAR), _says(text, _FAR)
    if _says(text, _FISHING):
        if _says(text, _FARMED_FISH):
            return (NONE,)
        if near != far:
            return (frozenset({COASTAL_FISHING if near else DEEP_SEA_FISHING}),)
        broad = _says(text, ("ngu nghiep", "fishery")) and not _says(text, _CREW)  # fish farming is a part of it
        return (*_FISHING_ANYWHERE, NONE) if broad else _FISHING_ANYWHERE
    if near:
        return (frozenset({COASTAL_FISHING}),)
    if _says(text, _MERCHANT):
        return (frozenset({SEAFARER}),)
    return (frozenset({SEAFARER}), frozenset({DEEP_SEA_FISHING})) if far else _CREW_ANYWHERE


def _status(text: str) -> Readings:
    """Under which Japanese regime the person goes, as far as the words say."""
    if _says(text, _TRAINEE):
        if _says(text, _STAGE_3):
            return (frozenset({TRAINEE, TRAINEE_3}),)
        first = (frozenset({TRAINEE}),)
        return first if _says(text, _STAGE_1_2) else (*first, frozenset({TRAINEE, TRAINEE_3}))
    if _says(text, _SPECIFIED):
        return (frozenset({SPECIFIED_SKILLED}),)
    if _says(text, _HIGHLY_SKILLED):
        return (frozenset({HIGHLY_SKILLED}),)
    if _says(text, _ENGINEER):
        return (NONE, frozenset({HIGHLY_SKILLED}))
    if _says(text, _REGIME):
        named = _says(text, _BUILDING) or _says(text, _YARD)
        return (frozenset({DESIGNATED}),) if named else _PERHAPS_DESIGNATED
    return _PERHAPS_DESIGNATED if _says(text, _BUILDING) or _says(text, _YARD) else (NONE,)
