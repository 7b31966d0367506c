//! The server asked without a port: what a browser sends, what it gets back, what is refused.
#![allow(clippy::panic, clippy::expect_used)]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use interregnum_page::kept::Kept;
use interregnum_page::opened::Shelf;
use interregnum_page::server::{Desk, router};
use interregnum_page::work::Workshop;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use tower::ServiceExt;

/// A cup of tea that cools: a stock, a flow, a claim that breaks under its knock-out, a lever.
const TEA: &str = r#"# A cup of tea cools

The cup loses heat to the room <script>alert(1)</script>.

```model
stock tea [degree]  assumed "poured at 80"
    initial 80
    out cooling
flow cooling [degree/minute]  assumed "Newton's law"
    = (tea - room) / patience
parameter room [degree]  assumed "a heated room"
    = 20   range 15 .. 25
parameter patience [minute]  assumed "a thin cup"
    = 10   range 5 .. 20
mechanism heat-loss  assumed "a cup is no flask"
    "The cup loses heat."
    off: cooling = 0
lever flask  assumed "somebody might have had one"
    "Poured into a flask."
    patience = 200
```

```claim drinkable  assumed "experience"
After ten minutes it can be drunk.
test tea[at 10] in 38..46
fails without heat-loss
```

```run
stop = 30
dt = 0.125
unit = "minute"
```
"#;

fn desk(path: &Path) -> Desk {
    let (reloads, _) = tokio::sync::broadcast::channel(4);
    Desk {
        shelf: Arc::new(Shelf::open(path)),
        workshop: Workshop::default(),
        kept: Kept::default(),
        reloads,
        saves: true,
    }
}

/// A server of the cup of tea; the folder must outlive it.
fn tea() -> (tempfile::TempDir, Router) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tea.md");
    std::fs::write(&path, TEA).expect("a chapter");
    let router = served(&path);
    (folder, router)
}

fn served(path: &Path) -> Router {
    router(desk(path), ([127, 0, 0, 1], 7000).into())
}

async fn send(router: &Router, request: Request<Body>) -> (StatusCode, Value) {
    let response = router.clone().oneshot(request).await.expect("an answer");
    let status = response.status();
    let body = to_bytes(response.into_body(), 1 << 26).await.expect("a body");
    (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
}

async fn get(router: &Router, path: &str) -> (StatusCode, Value) {
    let request = Request::get(path).header("host", "localhost:7000");
    send(router, request.body(Body::empty()).expect("a request")).await
}

fn posted(path: &str, question: &Value) -> Request<Body> {
    let request = Request::post(path)
        .header("host", "localhost:7000")
        .header("content-type", "application/json");
    request.body(Body::from(question.to_string())).expect("a request")
}

async fn post(router: &Router, path: &str, question: Value) -> (StatusCode, Value) {
    send(router, posted(path, &question)).await
}

/// An answer that is no JSON.
async fn bytes(router: &Router, path: &str, question: Value) -> Vec<u8> {
    let response = router.clone().oneshot(posted(path, &question)).await.expect("an answer");
    to_bytes(response.into_body(), 1 << 24).await.expect("a body").to_vec()
}

#[tokio::test]
async fn the_book_says_what_can_be_changed() {
    let (_folder, router) = tea();
    let (status, book) = get(&router, "/api/book").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(book["runs"], true);
    assert_eq!(book["mechanisms"][0]["name"], "heat-loss");
    assert_eq!(book["levers"][0]["name"], "flask");
    assert_eq!(book["parameters"][0]["low"], 15.0);
    assert_eq!(book["claims"][0]["id"], "drinkable");
}

#[tokio::test]
async fn a_claim_flips_when_its_mechanism_is_off() {
    let (_folder, router) = tea();
    let (_, plain) = post(&router, "/api/ledger", json!({ "knockouts": true })).await;
    assert_eq!(plain["claims"][0]["verdict"], "holds");
    let off = json!({ "changes": { "off": ["heat-loss"] } });
    let (_, changed) = post(&router, "/api/ledger", off).await;
    assert_eq!(changed["claims"][0]["verdict"], "fails");
    let set = json!({ "changes": { "set": [{ "name": "patience", "value": 20 }] } });
    let (_, changed) = post(&router, "/api/ledger", set).await;
    assert_eq!(changed["claims"][0]["verdict"], "fails");
}

#[tokio::test]
async fn a_claim_is_shown_in_words_with_its_runs_and_marks() {
    let (_folder, router) = tea();
    let (status, claim) = post(&router, "/api/claim", json!({ "id": "drinkable" })).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(claim["tests"][0]["words"], "tea at 10 lies between 38 and 46");
    assert_eq!(claim["charts"]["beside"][0]["name"], "without heat-loss");
    let mark = &claim["charts"]["marks"][0];
    assert_eq!((&mark["from"], &mark["low"]), (&json!(10.0), &json!(38.0)));
    let tea = claim["charts"]["run"]["lines"]["tea"].as_array().expect("a line");
    assert_eq!(tea.first(), Some(&json!(80.0)));
}

#[tokio::test]
async fn a_declaration_written_anew_is_run_without_touching_the_file() {
    let (folder, router) = tea();
    let edit = json!({ "name": "patience", "text":
        "parameter patience [minute]  assumed \"a mug\"\n    = 20   range 5 .. 20" });
    let (_, changed) =
        post(&router, "/api/ledger", json!({ "changes": { "edits": [edit] } })).await;
    assert_eq!(changed["claims"][0]["verdict"], "fails");
    let text = std::fs::read_to_string(folder.path().join("tea.md")).expect("the chapter");
    assert_eq!(text, TEA);
}

#[tokio::test]
async fn a_fault_is_found_under_its_words_and_a_right_edit_is_saved_with_what_was_there() {
    let (folder, router) = tea();
    let wrong =
        "flow cooling [degree/minute]  assumed \"Newton’s law\"\n    = (tea - rooom) / patience";
    let edits = json!({ "edits": [{ "name": "cooling", "text": wrong }] });
    let (_, said) = post(&router, "/api/check", edits).await;
    assert_eq!(said["runs"], false);
    let finding = &said["findings"][0];
    let units: Vec<u16> = wrong.encode_utf16().collect();
    let at = |name: &str| finding["span"][name].as_u64().and_then(|at| usize::try_from(at).ok());
    let (from, until) = (at("from").expect("a place"), at("until").expect("a place"));
    assert_eq!(String::from_utf16_lossy(&units[from..until]), "rooom");
    let help = finding["help"][0].as_str().expect("help");
    assert!(help.contains("`room`"), "{help}");

    let right = wrong.replace("rooom", "room").replace("patience", "(2 * patience)");
    let edits = json!([{ "name": "cooling", "text": right }]);
    let (_, said) = post(&router, "/api/check", json!({ "edits": edits.clone() })).await;
    assert_eq!((&said["runs"], &said["findings"]), (&json!(true), &json!([])));
    let (status, said) = post(&router, "/api/save", json!({ "edits": edits })).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    let saved = std::fs::read_to_string(folder.path().join("tea.md")).expect("the chapter");
    assert!(saved.contains("(2 * patience)"));
    let kept = std::fs::read_to_string(folder.path().join("tea.md.before-1")).expect("the old one");
    assert_eq!(kept, TEA);
    let (_, ledger) = post(&router, "/api/ledger", json!({})).await;
    assert_eq!(ledger["claims"][0]["verdict"], "fails");
}

#[tokio::test]
async fn what_changed_on_disk_meanwhile_is_not_written_over() {
    let (folder, router) = tea();
    let path = folder.path().join("tea.md");
    std::fs::write(&path, TEA.replace("poured at 80", "poured at once")).expect("a chapter");
    let edits = json!({ "edits": [{ "name": "room", "text": "parameter room [degree] assumed \"x\"\n    = 21 range 15 .. 25" }] });
    let (status, _) = post(&router, "/api/save", edits).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(std::fs::read_to_string(&path).is_ok_and(|text| text.contains("poured at once")));
}

#[tokio::test]
async fn a_chapter_shows_its_prose_and_typeset_equations_and_obeys_no_html() {
    let (_folder, router) = tea();
    let (_, chapter) = get(&router, "/api/chapter/0").await;
    let prose = chapter["parts"][0]["html"].as_str().expect("prose");
    assert!(prose.contains("&lt;script&gt;") && !prose.contains("<script"), "{prose}");
    let flow = &chapter["parts"][1]["declarations"][1];
    assert_eq!(flow["name"], "cooling");
    let equation = flow["equation"].as_str().expect("an equation");
    assert!(
        equation.contains("<mfrac>") && equation.contains("href=\"#/variable/tea\""),
        "{equation}"
    );
    let (_, map) = get(&router, "/api/map").await;
    assert_eq!(map["edges"][0], json!([1, 0, "outflow"]));
}

#[tokio::test]
async fn an_edit_is_taken_away_as_a_patch() {
    let (_folder, router) = tea();
    let text = "parameter room [degree]  assumed \"a heated room\"\n    = 25   range 15 .. 25";
    let question = json!({ "changes": { "edits": [{ "name": "room", "text": text }] } });
    let patch = String::from_utf8_lossy(&bytes(&router, "/api/patch", question).await).into_owned();
    assert!(patch.contains("-    = 20   range 15 .. 25\n"), "{patch}");
    assert!(patch.contains("+    = 25   range 15 .. 25\n"), "{patch}");
}

#[tokio::test]
async fn what_is_not_there_is_named_with_what_was_perhaps_meant() {
    let (_folder, router) = tea();
    let (status, said) =
        post(&router, "/api/ledger", json!({ "changes": { "off": ["heat-los"] } })).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said["error"].as_str().is_some_and(|words| words.contains("`heat-loss`")), "{said}");
    let (status, said) = post(&router, "/api/course", json!({ "variables": ["tee"] })).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(said["error"].as_str().is_some_and(|words| words.contains("`tea`")), "{said}");
    let (status, _) = post(&router, "/api/claim", json!({ "id": "nonesuch" })).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _) = post(&router, "/api/ledger", json!({ "nonesuch": 1 })).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, _) = get(&router, "/nonesuch.js").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn pages_elsewhere_are_refused() {
    let (_folder, router) = tea();
    for (name, value) in [("host", "evil.example"), ("origin", "http://evil.example")] {
        let host = if name == "host" { value } else { "localhost:7000" };
        let request = Request::get("/api/book").header("host", host).header(name, value);
        let request = request.body(Body::empty()).expect("a request");
        assert_eq!(send(&router, request).await.0, StatusCode::FORBIDDEN, "{name}");
    }
}

#[tokio::test]
async fn a_question_that_is_too_long_is_refused() {
    let (_folder, router) = tea();
    let long = json!({ "variables": ["x".repeat(5 << 20)] });
    let (status, _) = post(&router, "/api/course", long).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn members_come_with_progress_and_the_spread_in_order() {
    let (_folder, router) = tea();
    let question = json!({ "members": 160 });
    let body = bytes(&router, "/api/members", question).await;
    let text = String::from_utf8_lossy(&body);
    assert!(text.contains("event: progress") && text.contains("event: answer"), "{text}");
    let event = |name: &str| -> Value {
        let data = text.split(&format!("event: {name}\ndata: ")).nth(1).expect(name);
        serde_json::from_str(data.lines().next().expect(name)).expect("JSON")
    };
    assert_eq!((&event("part")["members"], &event("answer")["members"]), (&json!(20), &json!(160)));
    let question = json!({ "variables": ["tea"], "members": 8 });
    let (_, spread) = post(&router, "/api/spread", question).await;
    let last: Vec<f64> = (0..5)
        .filter_map(|line| spread["bands"]["tea"][line].as_array()?.last()?.as_f64())
        .collect();
    assert_eq!(last.len(), 5);
    assert!(last.is_sorted(), "{last:?}");
}

#[tokio::test]
async fn a_variable_is_held_against_its_series() {
    let folder = tempfile::tempdir().expect("a folder");
    let series = "\n```model\nseries measured tea [degree]  assumed \"a thermometer\"\n    file tea.csv\n    of tea\n    at 0\n    role calibrate 0 .. 9\n```\n";
    std::fs::write(folder.path().join("tea.md"), format!("{TEA}{series}")).expect("a chapter");
    let measured = "year,value,confidence\n0,78,high\n5,55,high\n10,44,high\n20,29,low\n";
    std::fs::write(folder.path().join("tea.csv"), measured).expect("a table");
    let router = served(&folder.path().join("tea.md"));
    let (_, found) = post(&router, "/api/fit", json!({ "variables": ["tea"] })).await;
    let row = &found["rows"][0];
    assert_eq!(
        (&row["series"], &row["weak"]),
        (&json!("measured tea (1 January)"), &json!(false)),
        "{found}"
    );
    let parts: Vec<&str> = row["years"]
        .as_array()
        .expect("years")
        .iter()
        .filter_map(|one| one["part"].as_str())
        .collect();
    assert!(parts.contains(&"calibrated") && parts.contains(&"forecast"), "{found}");
    let (_, none) = post(&router, "/api/fit", json!({ "variables": ["room"] })).await;
    assert_eq!(none["rows"], json!([]));
}

#[tokio::test]
async fn a_model_that_cannot_be_run_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("broken.md");
    std::fs::write(&path, TEA.replace("(tea - room)", "(tea - rooom)")).expect("a chapter");
    let router = served(&path);
    let (_, book) = get(&router, "/api/book").await;
    assert_eq!(book["runs"], false);
    let (status, said) = post(&router, "/api/ledger", json!({})).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said["error"].as_str().is_some_and(|words| words.contains("rooom")), "{said}");
}

#[tokio::test]
async fn a_run_is_taken_away_as_csv_and_as_parquet() {
    let (_folder, router) = tea();
    let csv = bytes(&router, "/api/table", json!({})).await;
    let csv = String::from_utf8_lossy(&csv).into_owned();
    assert!(csv.starts_with("time,tea,cooling,room,patience\r\n0,80,6,20,10\r\n"), "{csv}");
    let parquet = bytes(&router, "/api/table", json!({ "format": "parquet" })).await;
    assert!(parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"));
    let about = String::from_utf8_lossy(&parquet).into_owned();
    assert!(about.contains("model_hash"), "how it came about stands in the file");
}

#[tokio::test]
async fn changes_become_a_block_that_does_the_same_in_a_chapter() {
    let changes = json!({
        "off": ["heat-loss"], "set": [{ "name": "room", "value": 25 }],
        "with": [{ "lever": "flask", "from": 10 }],
    });
    let (_folder, router) = tea();
    let question = json!({ "name": "No heat lost", "changes": changes.clone() });
    let (status, said) = post(&router, "/api/scenario", question).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    let block = said["text"].as_str().expect("a block");
    assert_eq!(
        block,
        "```model\nlever no-heat-lost  assumed \"tried on the page\"\n    \"No heat lost\"\n    \
         cooling = 0\n    room = 25\nlever no-heat-lost-2 from 10  assumed \"tried on the page\"\n    \
         \"No heat lost\"\n    patience = 200\n```\n"
    );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tea.md");
    std::fs::write(&path, format!("{TEA}\n{block}")).expect("a chapter");
    let pasted = served(&path);
    let levers = json!({ "with": [{ "lever": "no-heat-lost" }, { "lever": "no-heat-lost-2" }] });
    let course = |changes: Value| json!({ "variables": ["tea", "patience"], "changes": changes });
    let (_, a) = post(&router, "/api/course", course(changes)).await;
    let (_, b) = post(&pasted, "/api/course", course(levers)).await;
    assert_eq!((&a["lines"], a["lines"].is_object()), (&b["lines"], true));
}

#[tokio::test]
async fn every_declaration_can_be_opened_to_be_written_anew() {
    let (_folder, router) = tea();
    for (name, kind, begin) in [
        ("patience", "parameter", "parameter patience"),
        ("heat-loss", "mechanism", "mechanism heat-loss"),
        ("flask", "lever", "lever flask"),
        ("drinkable", "claim", "```claim drinkable"),
    ] {
        let (_, said) = get(&router, &format!("/api/declaration/{name}")).await;
        assert_eq!(said["kind"], kind);
        assert!(said["source"].as_str().is_some_and(|text| text.starts_with(begin)), "{said}");
    }
}

#[tokio::test]
async fn an_ensemble_that_would_keep_too_much_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tea.md");
    let fine = TEA.replace("dt = 0.125", "dt = 0.00001").replace("stop = 30", "stop = 50");
    std::fs::write(&path, fine).expect("a chapter");
    let said = bytes(&served(&path), "/api/members", json!({ "members": 8 })).await;
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(said.contains("event: trouble") && said.contains("too large for the page"), "{said}");
}
