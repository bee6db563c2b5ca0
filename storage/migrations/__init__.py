"""Steps of the schema, run by Alembic from storage.schema."""
