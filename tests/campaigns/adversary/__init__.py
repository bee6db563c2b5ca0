"""The adversary: every step forged by everybody outside, and an outsider's judgement of what came of it."""
