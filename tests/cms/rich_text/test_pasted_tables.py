"""Cells stay in their columns, wherever a cell reaches over others."""

from cms.rich_text.pasting import clean_pasted


def read_table(rows):
    [(_kind, table)] = clean_pasted(f"<table>{rows}</table>").pieces
    return table


def test_merged_cells_leave_their_place_empty():
    rows = """<tr><th>Name<th colspan=2>Merged</tr><tr><td rowspan=2>Tall<td>a<td>b</tr>
<tr><td>c<td rowspan="0">d</tr>"""
    assert read_table(rows) == [["Name", "Merged", ""], ["Tall", "a", "b"], ["", "c", "d"]]
    reaching = "<tr><td>a<td rowspan=2 colspan=2>b<td>c</tr><tr><td>d<td>e</tr>"
    assert read_table(reaching) == [["a", "b", "", "c"], ["d", "", "", "e"]]


def test_a_cell_without_end_is_cut():
    assert len(read_table('<tr><td>a<td colspan="99999999">b</tr>')[0]) == 61
