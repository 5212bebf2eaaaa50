"""A roster of two people, and what an import of it reports."""

import io

HEADER = (
    "staff_number,honorific,name_my,name_en,gender,email,phone,"
    "agency,position_my,position_en,grade,from"
)
KHIN = "1001,daw,ခင်မျိုး,Khin Myo,female,khin@mail.example,0900111222,GAD,စာရေး,Clerk,9,2024-01-01"
AUNG = "1002,u,အောင်ကျော်,Aung Kyaw,male,,,MOE,စာရေး,Clerk,9,2024-01-01"


def csv_file(*lines, header=HEADER, encoding="utf-8"):
    return io.BytesIO("\r\n".join([header, *lines]).encode(encoding))


def counts(report):
    return report.created, report.updated, report.moved, report.unchanged


def told(problems):
    return [(problem.line, problem.field) for problem in problems]
