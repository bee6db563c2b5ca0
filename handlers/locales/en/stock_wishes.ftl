# Tell me when it is back

command-tellme = Hear when a product is back
menu-tellme = 🔔 Tell me when it is back
usage-tellme = /tellme [the whole name of a product]
example-tellme = /tellme GTA V
button-tellme-back = Tell me when back
button-tellme = 🔔 { $product }
button-tellme-not = ✖ Not { $product } any more
button-tellme-drop = Don’t tell me
button-see-stock = See stock
tellme-which = Which of these should I tell you of when the shop has it? Or send /tellme and the whole name of a product.
tellme-which-none = Send /tellme and the whole name of a product, such as /tellme GTA V: I tell you once when the shop has it.
tellme-waits = You are told once of: { $products }.
tellme-wished = I tell you here, once, when { $product } can be bought. I look every few minutes.
tellme-wished-before = I have that down already: I tell you here, once, when { $product } can be bought.
tellme-dropped = I tell you nothing of it.
tellme-not-wished = You were not waiting for it, or have been told.
tellme-unknown = Nothing here is called “{ $words }”. I need the whole name, as it stands on the shop’s pages or in /mykeys: /tellme GTA V
error-too-many-wishes = You wait for { $most } products already, and that is as many as I keep. /tellme takes one off.
notice-product-back = 🔔 { $where ->
    [group] { $name }: { $product } can be bought again.
   *[own] { $product } is there again. Ask the shop for it.
}
notice-product-gone = 🔔 { $product } is not sold under this name any more, so I stop waiting for it.
