"""The metronome of the calf-raise test: a short sound of 60 beats a minute, up on one, down on the next."""

import io
import math
import wave
from functools import cache
from typing import Final

from bot.chat import File

BEATS_A_MINUTE: Final = 60
SECONDS: Final = 60
_RATE: Final = 4_000
_CLICK: Final = 0.06
_UP, _DOWN = 880, 587
_SILENT, _LOUD = 128, 100


@cache
def metronome() -> File:
    """Return one minute of beats as a WAV file: a high click for up, a low one for down."""
    pair = _beat(_UP) + _beat(_DOWN)
    target = io.BytesIO()
    with wave.open(target, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(_RATE)
        sound.writeframes(pair * (SECONDS * BEATS_A_MINUTE // 60 // 2))
    return File(name="metronome-60.wav", content=target.getvalue(), media_type="audio/wav")


def _beat(pitch: int) -> bytes:
    """Return one beat: a click that dies away, then silence."""
    length = _RATE * 60 // BEATS_A_MINUTE
    click = int(_RATE * _CLICK)
    waves = (_SILENT + _LOUD * (1 - at / click) * math.sin(2 * math.pi * pitch * at / _RATE) for at in range(click))
    return bytes(int(one) for one in waves) + bytes([_SILENT]) * (length - click)
