"""What holds everywhere: the contract, the documents, the ways to host."""
