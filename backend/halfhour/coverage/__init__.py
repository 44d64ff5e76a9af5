"""With whom the person has talked about a career and with whom not yet, and whom to ask next."""
