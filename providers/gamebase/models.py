"""What every answer of Gamebase is read as; those of a resource are in its folder.

Unknown fields pass: new ones may come without a new version of the API.
"""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """An object of an answer; shows no value in an error."""

    model_config = ConfigDict(hide_input_in_errors=True)

    def failed(self) -> int:
        """The result code inside an answer that carries one of its own; 0 if all is well."""
        return 0
