"""The corner shop: a made-up API that sells keys for euros, each order under a number of ours."""
