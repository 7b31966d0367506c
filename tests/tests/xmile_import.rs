//! Numbers that an XMILE file brings in from tables beside it (XMILE 1.0, 2.8).

#![allow(clippy::panic)]

use interregnum_formats::{Reading, xmile};
use interregnum_tests::peers::table_of;
use std::collections::BTreeMap;
use std::io::Write;

/// A model of every kind of variable that a table may speak of.
const VARIABLES: &str = r#"<stock name="population"><eqn>1</eqn><inflow>births</inflow></stock>
<flow name="births"><eqn>birth rate + effect</eqn></flow>
<aux name="birth rate"><eqn>0.5 + 0.5</eqn></aux>
<aux name="effect"><eqn>TIME</eqn><gf><xscale min="0" max="4"/><ypts>0,0,0</ypts></gf></aux>
<aux name="weight"><dimensions><dim name="place"/></dimensions><eqn>1</eqn></aux>
<aux name="table"><dimensions><dim name="place"/><dim name="n"/></dimensions><eqn>0</eqn></aux>
<aux name="total"><eqn>SUM(weight) + SUM(table)</eqn></aux>"#;

fn text(data: &str) -> String {
    format!(
        "<xmile><header><vendor>isee systems, inc.</vendor></header><sim_specs time_units=\"Years\"><start>0</start><stop>4</stop><dt>1</dt></sim_specs>\n\
        <dimensions><dim name=\"place\"><elem name=\"town\"/><elem name=\"land\"/></dim><dim name=\"n\" size=\"2\"/></dimensions>\n\
        {data}<model><variables>{VARIABLES}</variables></model></xmile>"
    )
}

fn read(data: &str, files: &[(&str, &[u8])]) -> Reading {
    let folder = tempfile::tempdir().unwrap_or_else(|why| panic!("{why}"));
    for (name, bytes) in files {
        let path = folder.path().join(name);
        let _ = path.parent().map(std::fs::create_dir_all);
        std::fs::write(&path, bytes).unwrap_or_else(|why| panic!("{name}: {why}"));
    }
    let path = folder.path().join("model.xmile");
    std::fs::write(&path, text(data)).unwrap_or_else(|why| panic!("{why}"));
    xmile::read(&path)
}

fn messages(reading: &Reading) -> Vec<String> {
    reading.diagnostics.iter().map(|it| it.message.clone()).collect()
}

/// The columns of a model in which nothing is found wrong.
fn run(data: &str, files: &[(&str, &[u8])]) -> BTreeMap<String, Vec<f64>> {
    let reading = read(data, files);
    assert!(reading.diagnostics.is_empty(), "{:?}", messages(&reading));
    columns(&reading)
}

fn columns(reading: &Reading) -> BTreeMap<String, Vec<f64>> {
    let table = table_of(&reading.model).unwrap_or_else(|why| panic!("{why}"));
    let values = |by_time: BTreeMap<_, f64>| by_time.into_values().collect();
    let spelled = |name: String| name.replace('_', " ");
    table.columns.into_iter().map(|(name, by_time)| (spelled(name), values(by_time))).collect()
}

fn import(resource: &str) -> String {
    format!("<data><import resource=\"{resource}\"/></data>")
}

#[test]
fn constants_stand_under_their_names() {
    let found = run(&import("a.csv"), &[("a.csv", b"population,Birth_Rate\n100,2\n")]);
    assert_eq!(found["population"], [100.0, 102.0, 104.0, 106.0, 108.0]);
    assert_eq!(found["birth rate"], [2.0; 5]);
}

#[test]
fn names_may_stand_at_the_rows() {
    let data = "<data><import type=\"CSV\" enabled=\"true\" frequency=\"automatic\" orientation=\"horizontal\" resource=\"a.csv\"/></data>";
    let found = run(data, &[("a.csv", b"birth rate,3\nweight,5,6\n")]);
    assert_eq!(found["birth rate"], [3.0; 5]);
    assert_eq!(found["total"], [11.0; 5]);
}

#[test]
fn the_values_of_a_graphical_function_run_from_its_least_x_to_its_greatest() {
    let found = run(&import("a.csv"), &[("a.csv", b"effect\n1\n2\n3\n")]);
    assert_eq!(found["effect"], [1.0, 1.5, 2.0, 2.5, 3.0]);
    // As many as the table has, evenly over the same x.
    let found = run(&import("a.csv"), &[("a.csv", b"effect\n0\n10\n20\n30\n50\n")]);
    assert_eq!(found["effect"], [0.0, 10.0, 20.0, 30.0, 50.0]);
}

#[test]
fn arrays_whole_by_element_and_by_slice() {
    let whole = run(&import("a.csv"), &[("a.csv", b"weight,table\n1,1\n2,2\n,3\n,4\n")]);
    assert_eq!(whole["total"], [13.0; 5]);
    assert_eq!(whole["table[land,1]"], [3.0; 5]);
    let one = run(&import("a.csv"), &[("a.csv", b"weight[land],\"table[town, 2]\"\n7,9\n")]);
    assert_eq!((one["weight[town]"][0], one["weight[land]"][0]), (1.0, 7.0));
    assert_eq!((one["table[town,1]"][0], one["table[town,2]"][0]), (0.0, 9.0));
    let slice =
        run(&import("a.csv"), &[("a.csv", b"\"table[*, 2]\",\"table[town, n]\"\n5,1\n6,2\n")]);
    let table = |place: &str| slice[&format!("table[{place}]")][0];
    assert_eq!(
        [table("town,1"), table("town,2"), table("land,1"), table("land,2")],
        [1.0, 2.0, 0.0, 6.0]
    );
}

#[test]
fn values_over_time_where_the_first_column_is_the_time() {
    for head in ["Time", "Years", "year"] {
        let csv = format!("{head},birth rate,population\n0,1,50\n2,3,60\n4,7,70\n");
        let data = import("a.csv");
        let reading = read(&data, &[("a.csv", csv.as_bytes())]);
        assert_eq!(
            messages(&reading),
            ["`a.csv` has 3 values for `population`, which is one number"]
        );
        let found = columns(&reading);
        assert_eq!(found["birth rate"], [1.0, 2.0, 3.0, 5.0, 7.0], "{head}");
        assert_eq!(found["population"], [50.0, 51.0, 53.0, 56.0, 61.0], "{head}");
    }
}

/// A workbook of one sheet for each name, whose cells are texts or numbers.
fn workbook(sheets: &[(&str, &[(&str, &str)])]) -> Vec<u8> {
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>".to_owned()),
        ("_rels/.rels".to_owned(), "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>".to_owned()),
    ];
    let (mut listed, mut related) = (String::new(), String::new());
    for (at, (name, cells)) in sheets.iter().enumerate() {
        let n = at + 1;
        listed += &format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"r{n}\"/>");
        related += &format!(
            "<Relationship Id=\"r{n}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        );
        let cells: String = cells
            .iter()
            .map(|(place, value)| match value.parse::<f64>() {
                Ok(_) => format!("<c r=\"{place}\"><v>{value}</v></c>"),
                Err(_) => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{value}</t></is></c>"),
            })
            .map(|cell| format!("<row>{cell}</row>"))
            .collect();
        parts.push((format!("xl/worksheets/sheet{n}.xml"), format!("<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{cells}</sheetData></worksheet>")));
    }
    parts.push(("xl/workbook.xml".to_owned(), format!("<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{listed}</sheets></workbook>")));
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), format!("<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{related}</Relationships>")));
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap_or_else(|why| panic!("{why}"));
        zip.write_all(text.as_bytes()).unwrap_or_else(|why| panic!("{why}"));
    }
    zip.finish().unwrap_or_else(|why| panic!("{why}")).into_inner()
}

#[test]
fn spreadsheets_by_worksheet_the_first_where_none_is_named() {
    let book = workbook(&[
        ("first", &[("A1", "birth rate"), ("A2", "4")]),
        ("second", &[("A1", "birth rate"), ("A2", "8")]),
    ]);
    let files: &[(&str, &[u8])] = &[("Data/b.xlsx", &book)];
    let data = "<data><import type=\"Excel\" resource=\"Data/b.xlsx\"/></data>";
    assert_eq!(run(data, files)["birth rate"], [4.0; 5]);
    let data =
        "<data><import type=\"Excel\" resource=\"Data\\b.xlsx\" worksheet=\"Second\"/></data>";
    assert_eq!(run(data, files)["birth rate"], [8.0; 5]);
    let reading = read(
        "<data><import type=\"Excel\" resource=\"Data/b.xlsx\" worksheet=\"third\"/></data>",
        files,
    );
    assert_eq!(
        messages(&reading),
        ["`Data/b.xlsx` has no sheet `third`; it has `first`, `second`"]
    );
}

#[test]
fn a_connection_that_is_off_says_nothing_and_one_on_demand_says_so() {
    let off = "<data><import enabled=\"false\" resource=\"nowhere.csv\"/><export enabled=\"false\" resource=\"b.csv\"><all/></export></data>";
    assert_eq!(run(off, &[])["birth rate"], [1.0; 5]);
    let asked = "<data><import frequency=\"on_demand\" resource=\"a.csv\"/></data>";
    let reading = read(asked, &[("a.csv", b"birth rate\n9\n")]);
    assert_eq!(messages(&reading), ["`a.csv` is brought in on demand only"]);
}

#[test]
fn nothing_outside_the_folder_is_opened() {
    let outside = tempfile::tempdir().unwrap_or_else(|why| panic!("{why}"));
    let path = outside.path().join("a.csv");
    std::fs::write(&path, "birth rate\n9\n").unwrap_or_else(|why| panic!("{why}"));
    let absolute = import(&path.display().to_string());
    assert!(messages(&read(&absolute, &[]))[0].ends_with("is not in the folder of the model"));
    // The standard's way out: the last part of the path, beside the model.
    assert_eq!(run(&absolute, &[("a.csv", b"birth rate\n6\n")])["birth rate"], [6.0; 5]);
    for (resource, why) in [
        ("../a.csv", "lies outside the folder of the model"),
        ("https://example.org/a.csv", "is an address of the network, which a model does not open"),
        ("gone.csv", "is not in the folder of the model"),
    ] {
        assert_eq!(messages(&read(&import(resource), &[])), [format!("`{resource}` {why}")]);
    }
    let reading = xmile::read_text("a.xmile", &text(&import("a.csv")));
    assert_eq!(messages(&reading), ["`a.csv` is named by a model that has no folder"]);
}

#[test]
fn faults_of_tables_all_at_once_with_their_cells() {
    let csv = b"birth rat,birth rate,weight,weight[sea],effect,population\n1,many,1,1,,1\n,,2,,,\n,,3,,,\n";
    let reading = read(&import("a.csv"), &[("a.csv", csv)]);
    assert_eq!(
        messages(&reading),
        [
            "`a.csv` has `many` in cell B2, which is no number",
            "`a.csv` has no numbers for `birth rate`",
            "`a.csv` has 3 values for the 2 elements of `weight`",
            "`a.csv` speaks of `sea`, no element of `place`",
            "`a.csv` has no numbers for `effect`",
            "`a.csv` names `birth rat` in cell A1, which the model does not have",
        ]
    );
    let last = &reading.diagnostics[5];
    assert_eq!(last.help, ["did you mean `birth rate`?"]);
    let place = last.span.and_then(|span| reading.model.sources.place(span));
    assert_eq!(place.map(|it| (it.line, it.column)), Some((3, 25)));
    let turned = read(&import("a.csv"), &[("a.csv", b"names,1\npopulation,2\n")]);
    assert_eq!(turned.diagnostics[0].help, ["say `orientation=\"horizontal\"`"]);
    let broken = read(&import("b.xlsx"), &[("b.xlsx", b"no workbook")]);
    assert!(messages(&broken)[0].starts_with("`b.xlsx` is no workbook"));
    let none = read("<data><import/></data>", &[]);
    assert_eq!(messages(&none), ["an import that does not say from where"]);
}
