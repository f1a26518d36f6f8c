"""One report model, drawn as a web page, a Word document, a workbook and a PDF."""
