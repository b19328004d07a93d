"""Small PDF files, whole and otherwise, made as somebody might hand them in."""

from io import BytesIO

import pikepdf


def pdf(text: str = "Beslut", **root: object) -> bytes:
    """One empty page; `root` adds to the catalog of the file."""
    out = BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842))
        made.docinfo["/Title"] = text
        for name, value in root.items():
            made.Root[f"/{name}"] = value
        made.save(out, deterministic_id=True)
    return out.getvalue()


def with_script() -> bytes:
    return pdf(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))


def with_launch() -> bytes:
    return pdf(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe"))


def with_hidden_script() -> bytes:
    """In an object that nothing on a page names, three levels down."""
    action = pikepdf.Dictionary(Next=pikepdf.Array([pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x")]))
    return pdf(PieceInfo=pikepdf.Dictionary(Slussen=action))


def with_file() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as made:
        made.attachments["invoice.exe"] = b"MZ\x90\x00"
        made.save(out)
    return out.getvalue()


def with_form() -> bytes:
    return pdf(AcroForm=pikepdf.Dictionary(XFA="<xdp/>", Fields=pikepdf.Array([])))


def locked() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as made:
        made.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


def nested(depth: int) -> bytes:
    """Arrays inside arrays, deeper than anybody needs."""
    inner = pikepdf.Array([])
    for _ in range(depth):
        inner = pikepdf.Array([inner])
    return pdf(PieceInfo=pikepdf.Dictionary(Deep=inner))
