"""Where records are kept: mapped classes, engines, transactions, audit, backup."""
