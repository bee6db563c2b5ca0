"""The games at NHN Gamebase: players, bans, coupons, payments, leaderboards, status."""
