"""NHS numbers: the modulus 11 check and the 3-3-4 display (NHS CUI NUM-0001 to NUM-0018)."""


def clean(typed: str) -> str:
    """Return the ten digits of a valid NHS number, whatever spaces or hyphens were typed or pasted.

    Raises ValueError with a sentence for the user where the number is not valid.
    """
    digits = "".join(sign for sign in typed if not sign.isspace() and sign not in "-–.\u200b\ufeff")
    if not digits.isascii() or not digits.isdigit():
        raise ValueError("An NHS number has digits only. Nothing was cleared.")
    if len(digits) != 10:
        raise ValueError(f"An NHS number has 10 digits; this has {len(digits)}. Nothing was cleared.")
    if not _check_digit_fits(digits):
        raise ValueError("Check digit does not fit. Nothing was cleared.")
    return digits


def _check_digit_fits(digits: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == int(digits[9])


def show(number: str | None) -> str:
    """Return ``999 318 8026``, or *Not known*."""
    return f"{number[:3]} {number[3:6]} {number[6:]}" if number else "Not known"
