"""What the made-up CodeGames of the demo sells: prices of one key in KZT, and stock."""

from typing import NamedTuple


class Goods(NamedTuple):
    """An offer of the demo."""

    external_id: str
    name: str
    price: str
    stock: int


GOODS = (
    Goods("562", "GTA V", "956.30", 7),  # the example of CodeGames' document
    Goods("570", "Red Dead Redemption 2", "8900.90", 4),
    Goods("571", "Cyberpunk 2077", "15990.00", 1),
    Goods("572", "Elden Ring", "21990.00", 3),
    Goods("573", "Minecraft: Java & Bedrock", "13450.00", 9),
    Goods("601", "Steam Wallet 5 000 KZT", "5250.00", 140),
    Goods("602", "Steam Wallet 10 000 KZT", "10450.00", 60),
    Goods("610", "Xbox Game Pass Ultimate, 1 month", "7990.00", 12),
    Goods("611", "PlayStation Store 20 USD", "11200.50", 25),
    Goods("612", "Nintendo eShop 10 USD", "5600.00", 0),
    Goods("620", "PUBG Mobile 660 UC", "5150.75", 300),
    Goods("621", "Free Fire 530 Diamonds", "2790.00", 45),
    Goods("622", "Roblox 800 Robux", "5299.99", 30),
)
