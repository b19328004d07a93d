"""What turns people's rows into rows that name nobody; pure, and it knows neither web nor Spark nor catalog."""
