"""Writes samples/deals.csv from samples/deals.json: one row a contact, the deal's columns repeated."""
import csv
import json
import os

COLUMNS = ["id", "name", "account", "stage", "amount", "currency", "closeDate", "ownerEmail", "probability",
           "contactName", "contactEmail", "contactPhone"]


def write_csv(folder):
    with open(os.path.join(folder, "deals.json"), encoding="utf-8") as file:
        deals = json.load(file)["deals"]
    with open(os.path.join(folder, "deals.csv"), "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for deal in deals:
            for contact in deal["contacts"]:
                rows.writerow([deal[column] for column in COLUMNS[:9]] + [contact.get(key, "") for key in ("name", "email", "phone")])
