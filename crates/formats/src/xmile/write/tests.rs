//! What is written, word for word, and what comes back of it.

use super::write;
use crate::xmile::read_text;
use crate::{Writing, chapters};
use interregnum_model::Model;
use interregnum_model::view::{ItemKind, View};

fn foreign(inside: &str) -> Model {
    let text = format!(
        "<xmile><header><vendor>isee systems, inc.</vendor><name>A test</name><caption>Says\\nthis.</caption></header>\
        <sim_specs method=\"RK4\" time_units=\"Months\" isee:save_interval=\"0.5\"><start>1</start><stop>13</stop><dt reciprocal=\"true\">3</dt></sim_specs>{inside}</xmile>"
    );
    let reading = read_text("test.xmile", &text);
    assert!(reading.diagnostics.is_empty(), "{:?}", reading.diagnostics);
    reading.model
}

fn variables(variables: &str) -> Model {
    foreign(&format!("<model><variables>{variables}</variables></model>"))
}

fn chapter(text: &str) -> Model {
    let reading = chapters::read_text("test.md", &format!("```model\n{text}\n```\n"));
    assert!(reading.diagnostics.is_empty(), "{:#?}", reading.diagnostics);
    reading.model
}

/// The text between the first `<tag` and the end of its element.
fn part<'w>(writing: &'w Writing, begin: &str, end: &str) -> &'w str {
    let from =
        writing.text.find(begin).unwrap_or_else(|| panic!("no `{begin}` in\n{}", writing.text));
    let rest = &writing.text[from..];
    &rest[..rest.find(end).unwrap_or(rest.len()) + end.len()]
}

/// Without the blanks that only indent.
fn joined(text: &str) -> String {
    text.lines().map(str::trim).collect()
}

/// The equation that comes back for each of these, with `a`, `b` and `c` at hand.
fn respelled(equation: &str) -> String {
    let escaped = equation.replace('<', "&lt;").replace('>', "&gt;");
    let model = variables(&format!(
        "<aux name=\"x\"><eqn>{escaped}</eqn></aux><aux name=\"a\"><eqn>TIME</eqn></aux><aux name=\"b b\"><eqn>TIME</eqn></aux><aux name=\"not c\"><eqn>TIME</eqn></aux>"
    ));
    let writing = write(&model);
    let eqn = part(&writing, "<eqn>", "</eqn>");
    eqn.trim_start_matches("<eqn>")
        .trim_end_matches("</eqn>")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
}

#[test]
fn time_title_and_options() {
    let writing = write(&foreign("<model><variables/></model>"));
    assert_eq!(
        joined(part(&writing, "<sim_specs", "</sim_specs>")),
        "<sim_specs method=\"RK4\" time_units=\"Months\" isee:save_interval=\"0.5\"><start>1</start><stop>13</stop><dt reciprocal=\"true\">3</dt></sim_specs>"
    );
    assert!(
        writing.text.contains("<name>A test</name>")
            && writing.text.contains("<caption>Says\\nthis.</caption>")
    );
    assert!(writing.diagnostics.is_empty());
}

#[test]
fn brackets_leave_no_doubt() {
    assert_eq!(respelled("a + b_b * 2 - (a - 1)"), "a + b_b*2 - (a - 1)");
    assert_eq!(respelled("-a^2^3"), "-(a^(2^3))");
    assert_eq!(respelled("2 * a mod 3"), "(2*a) MOD 3");
    assert_eq!(respelled("a mod 3 * 2"), "(a MOD 3)*2");
    assert_eq!(respelled("a * -2"), "a*(-2)");
    assert_eq!(respelled("a < 1 = 2 > b_b"), "(a < 1) = (2 > b_b)");
    assert_eq!(respelled("a or a and NOT (a < 1)"), "a OR (a AND NOT (a < 1))");
    assert_eq!(
        respelled("1 + IF a THEN IF a THEN 2 ELSE 3 ELSE 4"),
        "1 + (IF a THEN (IF a THEN 2 ELSE 3) ELSE 4)"
    );
    assert_eq!(respelled("\"not c\" + MAX(a, 2) * time"), "\"not_c\" + MAX(a, 2)*TIME");
    assert_eq!(respelled("a / (b_b / 2) / 3"), "a/(b_b/2)/3");
}

#[test]
fn functions_the_standard_lacks_are_said_with_others() {
    assert_eq!(
        respelled("INTEGER(a + 1)"),
        "(IF (a + 1) < 0 THEN -INT(-(a + 1)) ELSE INT((a + 1)))"
    );
    assert_eq!(respelled("COSH(a)"), "((EXP(a) + EXP(-a))/2)");
    assert_eq!(respelled("POWER(a, 2 + a)"), "(a^(2 + a))");
    assert_eq!(respelled("if_then_else(a, 1, 2)"), "IF a THEN 1 ELSE 2");
    let model = variables("<aux name=\"x\"><eqn>GAMMA_LN(TIME)</eqn></aux>");
    let writing = write(&model);
    assert!(writing.text.contains("<eqn>GAMMALN(TIME)</eqn>"), "{}", writing.text);
    assert!(writing.diagnostics.is_empty());
    let model = variables("<aux name=\"x\"><eqn>RANDOM_EXPONENTIAL(0, 9, 1, TIME, 0)</eqn></aux>");
    let writing = write(&model);
    assert_eq!(writing.diagnostics.len(), 1);
    assert_eq!(writing.diagnostics[0].message, "XMILE has no function `RANDOM EXPONENTIAL`");
}

#[test]
fn a_sample_is_kept_in_a_stock() {
    let writing = write(&variables(
        "<aux name=\"x\"><eqn>2*SAMPLE_IF_TRUE(TIME &lt; 3, TIME, 7)</eqn></aux>",
    ));
    assert!(
        writing.text.contains("<eqn>2*(IF TIME &lt; 3 THEN TIME ELSE x_kept)</eqn>"),
        "{}",
        writing.text
    );
    assert_eq!(
        joined(part(&writing, "<stock name=\"x kept\"", "</stock>")),
        "<stock name=\"x kept\"><eqn>7</eqn><inflow>keeping_of_x_kept</inflow></stock>"
    );
    assert!(writing.diagnostics[0].message.contains("Runge-Kutta"));
}

#[test]
fn a_flow_keeps_its_unit_range_and_words() {
    let writing = write(&variables(
        "<flow name=\"births &amp; more\"><eqn>1+TIME</eqn><non_negative/><units>People/Month</units><doc>First\\nsecond &lt;b&gt;.</doc><range min=\"0\" max=\"9\"/><scale min=\"-1\" max=\"5\"/><format precision=\"0.01\"/></flow>",
    ));
    assert_eq!(
        joined(part(&writing, "<flow name", "</flow>")),
        "<flow name=\"births &amp; more\"><eqn>1 + TIME</eqn><non_negative/><units>People/months</units><doc>First\\nsecond &lt;b&gt;.</doc><range min=\"0\" max=\"9\"/><scale min=\"-1\" max=\"5\"/><format precision=\"0.01\"/></flow>"
    );
}

#[test]
fn curves_stand_where_they_stood() {
    let writing = write(&variables(
        "<aux name=\"effect\"><eqn>TIME*2</eqn><gf type=\"discrete\"><xscale min=\"0\" max=\"4\"/><yscale min=\"0\" max=\"9\"/><ypts>0,1,1</ypts></gf></aux>\
        <gf name=\"shape\"><xpts>0,1,5</xpts><ypts>0,1,2</ypts></gf><aux name=\"y\"><eqn>shape(TIME) + effect(3)</eqn></aux>",
    ));
    assert_eq!(
        joined(part(&writing, "<aux name=\"effect\"", "</aux>")),
        "<aux name=\"effect\"><eqn>TIME*2</eqn><gf type=\"discrete\"><xscale min=\"0\" max=\"4\"/><yscale min=\"0\" max=\"9\"/><ypts>0,1,1</ypts></gf></aux>"
    );
    assert_eq!(
        joined(part(&writing, "<gf name=\"shape\"", "</gf>")),
        "<gf name=\"shape\"><xpts>0,1,5</xpts><ypts>0,1,2</ypts></gf>"
    );
    assert!(writing.text.contains("<eqn>shape(TIME) + effect(3)</eqn>"));
    assert!(!writing.text.contains("effect graph"));
}

#[test]
fn arrays_for_all_and_for_each() {
    let model = foreign(
        "<dimensions><dim name=\"D\"><elem name=\"a\"/><elem name=\"b\"/></dim><dim name=\"N\" size=\"2\"/></dimensions><model><variables>\
        <aux name=\"x\"><dimensions><dim name=\"D\"/></dimensions><eqn>D*TIME</eqn></aux>\
        <aux name=\"y\"><dimensions><dim name=\"D\"/></dimensions><eqn>x + x[D] + D</eqn><element subscript=\"b\"><eqn>SUM(x[*]) + x[a]</eqn></element></aux>\
        <stock name=\"z\"><dimensions><dim name=\"N\"/></dimensions><eqn>N</eqn></stock></variables></model>",
    );
    let writing = write(&model);
    assert!(writing.text.contains("<dim name=\"N\" size=\"2\"/>"));
    assert_eq!(
        joined(part(&writing, "<aux name=\"x\"", "</aux>")),
        "<aux name=\"x\"><dimensions><dim name=\"D\"/></dimensions><eqn>D*TIME</eqn></aux>"
    );
    assert_eq!(
        joined(part(&writing, "<aux name=\"y\"", "</aux>")),
        "<aux name=\"y\"><dimensions><dim name=\"D\"/></dimensions><element subscript=\"a\"><eqn>x[a] + x[a] + 1</eqn></element><element subscript=\"b\"><eqn>SUM(x[*]) + x[a]</eqn></element></aux>"
    );
}

#[test]
fn what_makes_a_stock_a_conveyor_or_a_queue_comes_back() {
    let text = "<stock name=\"Students\"><eqn>1000</eqn><inflow>in</inflow><outflow>out</outflow><outflow>lost</outflow>\
        <conveyor discrete=\"true\" batch_integrity=\"true\" one_at_a_time=\"false\" exponential_leak=\"true\"><len>4</len><capacity>1200</capacity><in_limit>500</in_limit><sample>TIME</sample><arrest>0</arrest></conveyor></stock>\
        <flow name=\"in\"><eqn>250</eqn></flow><flow name=\"out\"/><flow name=\"lost\" leak_end=\"0.25\"><leak>0.1</leak><leak_integers/></flow>\
        <stock name=\"line\"><eqn>0</eqn><outflow>served</outflow><outflow>gone</outflow><queue/></stock><flow name=\"served\"/><flow name=\"gone\"><overflow/></flow>";
    let writing = write(&variables(text));
    assert!(joined(&writing.text).contains("<conveyor discrete=\"true\" batch_integrity=\"true\" one_at_a_time=\"false\" exponential_leak=\"true\"><len>4</len><capacity>1200</capacity><in_limit>500</in_limit><sample>TIME</sample><arrest>0</arrest></conveyor>"));
    assert!(
        joined(&writing.text).contains(
            "<flow name=\"lost\" leak_end=\"0.25\"><leak>0.1</leak><leak_integers/></flow>"
        )
    );
    assert!(joined(&writing.text).contains("<flow name=\"gone\"><overflow/></flow>"));
    assert!(writing.text.contains("<uses_conveyor/>") && writing.text.contains("<uses_queue/>"));
}

const DRAWN: &str = r##"<model><variables><stock name="tea"><eqn>1</eqn><outflow>cooling</outflow></stock><flow name="cooling"><eqn>room</eqn></flow><aux name="room"><eqn>70</eqn></aux><group name="heat"><doc>What it is.</doc><entity name="room"/></group></variables>
<views><view name="main" zoom="200"><style color="blue"/>
<stock name="tea" x="100" y="80" label_side="top" color="red"/>
<flow name="cooling" x="200" y="80"><pts><pt x="122" y="80"/><pt x="300" y="80"/></pts></flow>
<aux name="room" x="190" y="150"><shape type="circle" radius="9"/></aux>
<alias uid="7" x="50" y="60"><of>tea</of></alias>
<connector uid="8" angle="32" polarity="+" delay_mark="true"><from><alias uid="7"/></from><to>cooling</to></connector>
<text_box uid="9" x="10" y="20" width="30" height="40">Some\ntext</text_box>
<graph type="time_series" x="5" y="6"><title>Tea</title></graph></view></views></model>"##;

#[test]
fn the_drawing_comes_back_as_it_was() {
    let model = foreign(DRAWN);
    let writing = write(&model);
    let again = read_text("written.xmile", &writing.text);
    assert!(again.diagnostics.is_empty(), "{:?}", again.diagnostics);
    assert_eq!(same_places(&again.model.views), same_places(&model.views));
    assert_eq!(again.model.groups[0].note, "What it is.");
    assert_eq!(again.model.groups[0].members, model.groups[0].members);
    assert!(
        writing
            .text
            .contains("<graph type=\"time_series\" x=\"5\" y=\"6\"><title>Tea</title></graph>")
    );
    assert!(writing.text.contains("<style color=\"blue\"/>"));
}

/// A view without places in the file, which differ.
fn same_places(views: &[View]) -> Vec<String> {
    let items = views.iter().flat_map(|view| &view.items);
    items
        .map(|item| {
            let kind = match &item.kind {
                ItemKind::Variable(name)
                | ItemKind::Alias(name)
                | ItemKind::Module(name)
                | ItemKind::Group(name) => name.to_string(),
                ItemKind::Flow { name, pipe } => format!("{name} {pipe:?}"),
                ItemKind::Connector(it) => {
                    format!("{:?} {:?} {:?} {:?}", it.angle, it.polarity, it.points, it.delay)
                }
                ItemKind::Text(text) | ItemKind::Other { text, .. } => text.clone(),
            };
            let words: Vec<String> =
                item.properties.iter().map(|it| format!("{}={}", it.word, it.value)).collect();
            format!("{kind} {:?} {:?} {:?} {words:?}", item.at, item.size, item.label)
        })
        .collect()
}

#[test]
fn a_model_without_a_drawing_gets_one() {
    let writing = write(&variables(
        "<stock name=\"s\"><eqn>1</eqn><inflow>f</inflow></stock><flow name=\"f\"><eqn>s*k</eqn></flow><aux name=\"k\"><eqn>2</eqn></aux>",
    ));
    let again = read_text("written.xmile", &writing.text);
    assert_eq!(again.model.views[0].items.len(), 5);
}

#[test]
fn mechanisms_and_levers_become_switches() {
    let model = chapter(
        "stock soil [1] assumed \"x\"\n    initial 1\n    out loss\n\
        flow loss [1/year] assumed \"x\"\n    = 0.1 * soil / year\n\
        parameter year [year] assumed \"x\"\n    = 1 range 0.5 .. 2 distribution triangular(0.5, 1, 2)\n\
        mechanism soil-exhaustion assumed \"x\"\n    \"Soil wears out.\"\n    off: loss = 0\n\
        lever rest from 5 until 7 assumed \"x\"\n    loss = 0.01 * soil / year",
    );
    let writing = write(&model);
    assert!(
        writing.text.contains(
            "<eqn>IF lever_rest &lt;&gt; 0 AND TIME &gt;= 5 AND TIME &lt; 7 THEN 0.01*soil/year ELSE (IF mechanism_soil_exhaustion = 0 THEN 0 ELSE 0.1*soil/year)</eqn>"
        ),
        "{}",
        writing.text
    );
    assert!(joined(&writing.text).contains("<aux name=\"mechanism soil exhaustion\"><eqn>1</eqn>"));
    assert!(joined(&writing.text).contains("<aux name=\"lever rest\"><eqn>0</eqn>"));
    assert!(writing.text.contains("interregnum:distribution=\"triangular(0.5, 1, 2)\""));
    assert!(writing.text.contains("<doc>assumed \"x\"</doc>"));
    assert_eq!(writing.diagnostics.len(), 2);
    assert!(read_text("written.xmile", &writing.text).diagnostics.is_empty());
}

#[test]
fn what_replaces_some_elements_is_written_for_each() {
    let model = chapter(
        "dimension crop = wheat, maize\n\
        auxiliary recovery by crop [1] assumed \"x\"\n    = crop * 2\n\
        mechanism rest assumed \"x\"\n    off: recovery[wheat] = 0",
    );
    let writing = write(&model);
    assert_eq!(
        joined(part(&writing, "<aux name=\"recovery\"", "</aux>")),
        "<aux name=\"recovery\"><dimensions><dim name=\"crop\"/></dimensions><element subscript=\"wheat\"><eqn>IF mechanism_rest = 0 THEN 0 ELSE 1*2</eqn></element><element subscript=\"maize\"><eqn>2*2</eqn></element><units>1</units><doc>assumed \"x\"</doc></aux>"
    );
}

#[test]
fn macros_come_back() {
    let inside = "<model><variables><aux name=\"a\"><eqn>SMOOTH9(TIME)</eqn></aux></variables></model><macro name=\"SMOOTH9\"><parm>input</parm><parm default=\"3\">averaging time</parm><eqn>2*held</eqn><doc>Smooths.</doc><variables><stock name=\"held\"><eqn>input</eqn><inflow>change</inflow></stock><flow name=\"change\"><eqn>(input - held)/averaging_time</eqn></flow></variables></macro>";
    let writing = write(&foreign(inside));
    assert_eq!(
        joined(part(&writing, "<macro", "</macro>")),
        "<macro name=\"SMOOTH9\"><parm>input</parm><parm default=\"3\">averaging_time</parm><eqn>2*held</eqn><doc>Smooths.</doc><variables><stock name=\"held\"><eqn>input</eqn><inflow>change</inflow></stock><flow name=\"change\"><eqn>(input - held)/averaging_time</eqn></flow></variables></macro>"
    );
}

#[test]
fn the_replaced_variables_own_name_is_what_it_would_be() {
    let model = chapter(
        "dimension crop = wheat, maize\n\
        auxiliary rain [1] assumed \"x\"\n    = 3\n\
        auxiliary yield by crop [1] assumed \"x\"\n    = rain\n\
        lever drought assumed \"x\"\n    rain = 0.8 * rain\n    yield[maize] = 0.5 * yield[maize]",
    );
    let writing = write(&model);
    let rain = part(&writing, "<aux name=\"rain\"", "</aux>");
    assert!(rain.contains("<eqn>IF lever_drought &lt;&gt; 0 THEN 0.8*3 ELSE 3</eqn>"), "{rain}");
    let yields = part(&writing, "<aux name=\"yield\"", "</aux>");
    assert!(
        yields.contains("<eqn>IF lever_drought &lt;&gt; 0 THEN 0.5*rain ELSE rain</eqn>"),
        "{yields}"
    );
    assert_eq!(writing.diagnostics.len(), 1);
}

#[test]
fn a_stock_that_a_lever_holds_between_dates_is_said_to_be_lost() {
    let model = chapter(
        "stock soil [1] assumed \"x\"\n    initial 1\n\
        lever rest from 5 assumed \"x\"\n    soil = 2",
    );
    let writing = write(&model);
    let said: Vec<&str> = writing.diagnostics.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(
        said,
        [
            "`soil` is a stock: `rest` replaces it between dates, which the other format cannot say",
            "XMILE has neither mechanisms nor levers: `lever rest` is a switch of 0 and 1",
        ]
    );
}

#[test]
fn signs_that_no_xml_may_hold_are_left_out() {
    let mut model = variables("<aux name=\"x\"><eqn>1</eqn></aux>");
    model.variables[0].note = "a\u{1}b".to_owned();
    let again = read_text("written.xmile", &write(&model).text);
    assert_eq!(again.model.variables[0].note, "a\u{fffd}b");
}
