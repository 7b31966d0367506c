//! Every word has its place: what a span quotes is what was written.

use interregnum_formats::chapters::read_text;
use interregnum_model::{ExprKind, Model, VariableKind};

const CHAPTER: &str = r#"# Farming (S04)

- A list may hold a block:

  ```model
  stock virgin land [Mha]  ¶7 ¶11
      "Steppe under
         the plough."   # a remark
      initial 0
      in  ploughing, "a and b"
  ```

> So may a quotation:
>
> ```model
> flow ploughing [Mha/year]
>     ¶11
>     @narkhoz
>     = steppe left * (campaign strength
>     + 1) / ploughing time
>     range 0 .. 1/16
> lever average-weather from 1959  ¶8
>     weather index[west] = 1
> ```

```claim farm-output  ¶7 note 5
Farm output rose
by half.
test urban share[1958] / urban share[1953]
    in 1.45..1.65
fails under with urban share = 2 from 1953 off virgin-land
```
"#;

fn model() -> Model {
    let reading = read_text("farming.md", CHAPTER);
    assert_eq!(reading.diagnostics, []);
    reading.model
}

#[test]
fn declarations_quote_themselves() {
    let model = model();
    let text = |span| model.sources.text(span);
    let land = &model.variables[0];
    assert_eq!(text(land.name.span), "virgin land");
    assert!(text(land.span).starts_with("stock virgin land"));
    assert!(text(land.span).ends_with("\"a and b\""));
    assert_eq!(land.unit.as_ref().map(|(_, span)| text(*span)), Some("[Mha]"));
    assert_eq!(land.note, "Steppe under the plough.");
    let who: Vec<_> = land.provenance.iter().map(|it| text(it.span)).collect();
    assert_eq!(who, ["¶7", "¶11"]);
    let VariableKind::Stock { inflows, .. } = &land.kind else { panic!("{land:?}") };
    let inflows: Vec<_> = inflows.iter().map(|it| text(it.span)).collect();
    assert_eq!(inflows, ["ploughing", "\"a and b\""]);
}

#[test]
fn words_behind_the_marks_of_a_quotation_quote_themselves() {
    let model = model();
    let text = |span| model.sources.text(span);
    let ploughing = &model.variables[1];
    let who: Vec<_> = ploughing.provenance.iter().map(|it| text(it.span)).collect();
    assert_eq!(who, ["¶11", "@narkhoz"]);
    assert_eq!(
        ploughing.range.map(|range| (text(range.span), range.high)),
        Some(("0 .. 1/16", 0.0625))
    );
    let expr = &ploughing.equation().expect("an equation").cases[0].expr;
    let mut names = Vec::new();
    expr.visit(&mut |it| {
        if let ExprKind::Reference(reference) = &it.kind {
            names.push((text(it.span), text(reference.name.span)));
        }
    });
    assert_eq!(
        names.iter().map(|(all, _)| *all).collect::<Vec<_>>(),
        ["steppe left", "campaign strength", "ploughing time"]
    );
    assert!(names.iter().all(|(all, name)| all == name));
    let lever = &model.levers[0];
    assert_eq!(text(lever.name.span), "average-weather");
    assert_eq!(text(lever.replacements[0].span), "weather index[west] = 1");
    let place = model.sources.place(lever.name.span).expect("a place");
    assert_eq!(place.to_string(), "farming.md:22:9");
}

#[test]
fn questions_quote_themselves() {
    let model = model();
    let text = |span| model.sources.text(span);
    let claim = &model.claims[0];
    assert_eq!(claim.statement, "Farm output rose by half.");
    assert_eq!(text(claim.name.span), "farm-output");
    assert_eq!(
        text(claim.tests[0].span),
        "urban share[1958] / urban share[1953]\n    in 1.45..1.65"
    );
    let changes = &claim.knockouts[0].alternatives[0];
    let changes: Vec<_> = changes.iter().map(|it| text(it.span)).collect();
    assert_eq!(changes, ["urban share = 2 from 1953", "virgin-land"]);
    // The replaced equation became a lever that stands where the change stands.
    assert_eq!(text(model.levers[1].span), "urban share = 2 from 1953");
    assert!(model.levers[1].anonymous);
}

#[test]
fn ends_of_lines_and_tabs_do_not_matter() {
    let windows = CHAPTER.replace('\n', "\r\n");
    let reading = read_text("farming.md", &windows);
    assert_eq!(reading.diagnostics, []);
    assert_eq!(reading.model.sources.text(reading.model.variables[1].name.span), "ploughing");
    let tabs = "```model\nauxiliary x [1]\t¶1\n\t= a +\n\t\tb\n```\n";
    let reading = read_text("tabs.md", tabs);
    assert_eq!(reading.diagnostics, []);
    assert_eq!(reading.model.variables.len(), 1);
}
