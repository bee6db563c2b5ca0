"""The services of the games, on real databases and over real HTTP to the Gamebase stand-in."""
