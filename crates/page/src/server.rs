//! Addresses of the server, and its limits.

mod stream;

use crate::answer::{
    book, chapter, claim, contest, course, declaration, fit, ledger, map, scenario, take, variable,
};
use crate::guard::{Names, guard};
use crate::kept::Kept;
use crate::opened::Shelf;
use crate::trouble::Trouble;
use crate::work::{Pace, Workshop};
use crate::{assets, watch};
use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::header;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::net::SocketAddr;
use std::path::Path as FilePath;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::broadcast;

/// Bytes of a question; a whole chapter written anew fits.
const MOST_BODY: usize = 4 << 20;

/// What all requests share.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The model.
    pub shelf: Arc<Shelf>,
    /// Where runs are worked.
    pub workshop: Workshop,
    /// Answers kept.
    pub kept: Kept,
    /// Tells open pages that the model was read again.
    pub reloads: broadcast::Sender<()>,
    /// Whether edits may be saved: only for those who sit at this machine.
    pub saves: bool,
}

/// A server about to answer.
#[derive(Debug)]
pub struct Served {
    /// Where it listens.
    pub address: SocketAddr,
    listener: TcpListener,
    desk: Desk,
}

/// Opens a model and listens for browsers at this address; port 0 takes a free one.
///
/// # Errors
///
/// The address cannot be listened at.
pub async fn serve(path: &FilePath, address: SocketAddr) -> std::io::Result<Served> {
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    let shelf = Arc::new(Shelf::open(path));
    let (reloads, _) = broadcast::channel(16);
    let saves = address.ip().is_loopback();
    let desk = Desk { shelf, workshop: Workshop::default(), kept: Kept::default(), reloads, saves };
    Ok(Served { address, listener, desk })
}

impl Served {
    /// Answers until the server is stopped. What cannot be watched is told through `note`.
    ///
    /// # Errors
    ///
    /// The system ends the listening.
    pub async fn run(self, note: impl FnOnce(&str)) -> std::io::Result<()> {
        let watcher = watch::watch(Arc::clone(&self.desk.shelf), self.desk.reloads.clone());
        if let Err(error) = &watcher {
            note(&format!("the page does not follow changes of the files: {error}"));
        }
        axum::serve(self.listener, router(self.desk, self.address)).await
    }
}

/// Every address of the server.
pub fn router(desk: Desk, address: SocketAddr) -> Router {
    let names = Names { bound: address.ip() };
    Router::new()
        .route("/api/book", get(book_))
        .route("/api/ledger", post(ledger_))
        .route("/api/members", post(stream::members))
        .route("/api/claim", post(claim_))
        .route("/api/course", post(course_))
        .route("/api/spread", post(spread_))
        .route("/api/variable/{name}", get(variable_))
        .route("/api/declaration/{name}", get(declaration_))
        .route("/api/scenario", post(scenario_))
        .route("/api/chapter/{number}", get(chapter_))
        .route("/api/map", get(map_))
        .route("/api/check", post(check_))
        .route("/api/save", post(save_))
        .route("/api/records", post(records_))
        .route("/api/fit", post(fit_))
        .route("/api/convert", post(convert_))
        .route("/api/table", post(table_))
        .route("/api/patch", post(patch_))
        .route("/api/reloads", get(stream::reloads))
        .fallback(get(assets::asset))
        .layer(DefaultBodyLimit::max(MOST_BODY))
        .layer(from_fn_with_state(names, guard))
        .with_state(desk)
}

type Answer = Result<Json<Value>, Trouble>;

/// A question's body, or what is wrong with it in words.
pub(crate) struct Asked<Q>(pub Q);

impl<S: Send + Sync, Q: DeserializeOwned> axum::extract::FromRequest<S> for Asked<Q> {
    type Rejection = Trouble;

    async fn from_request(request: Request, state: &S) -> Result<Asked<Q>, Trouble> {
        match Json::<Q>::from_request(request, state).await {
            Ok(Json(question)) => Ok(Asked(question)),
            Err(JsonRejection::BytesRejection(_)) => {
                Err(Trouble::too_much("the question is too long"))
            }
            Err(rejection) => Err(Trouble::asked(rejection.body_text())),
        }
    }
}

async fn book_(State(desk): State<Desk>) -> Json<Value> {
    Json(book::book(&desk.shelf.current(), &desk.shelf.path, desk.saves))
}

async fn ledger_(State(desk): State<Desk>, Asked(question): Asked<ledger::Question>) -> Answer {
    let (shelf, key) = (Arc::clone(&desk.shelf), desk.shelf.key(&question));
    let work = desk.workshop.work(Pace::Quick, move |cancel: &_| {
        ledger::ledger(&*shelf.with(&question.changes)?, &question, &|_, _| {}, cancel)
    });
    desk.kept.answer(key, work).await.map(|answer| Json((*answer).clone()))
}

async fn claim_(State(desk): State<Desk>, Asked(question): Asked<claim::Question>) -> Answer {
    let shelf = desk.shelf;
    let work = move |cancel: &_| claim::claim(&*shelf.with(&question.changes)?, &question, cancel);
    desk.workshop.work(Pace::Quick, work).await.map(Json)
}

async fn course_(State(desk): State<Desk>, Asked(question): Asked<course::Question>) -> Answer {
    let shelf = desk.shelf;
    let work = move |_: &_| course::course(&*shelf.with(&question.changes)?, &question);
    desk.workshop.work(Pace::Quick, work).await.map(Json)
}

async fn spread_(State(desk): State<Desk>, Asked(question): Asked<course::Question>) -> Answer {
    let shelf = desk.shelf;
    let work =
        move |cancel: &_| course::spread(&*shelf.with(&question.changes)?, &question, cancel);
    desk.workshop.work(Pace::Long, work).await.map(Json)
}

async fn variable_(State(desk): State<Desk>, Path(name): Path<String>) -> Answer {
    variable::variable(&desk.shelf.current(), &name).map(Json)
}

async fn declaration_(State(desk): State<Desk>, Path(name): Path<String>) -> Answer {
    declaration::declaration(&desk.shelf.current(), &name).map(Json)
}

async fn scenario_(State(desk): State<Desk>, Asked(question): Asked<scenario::Question>) -> Answer {
    let shelf = desk.shelf;
    let work = move |_: &_| scenario::scenario(&*shelf.with(&question.changes)?, &question);
    desk.workshop.work(Pace::Quick, work).await.map(Json)
}

async fn chapter_(State(desk): State<Desk>, Path(number): Path<usize>) -> Answer {
    chapter::chapter(&desk.shelf.current(), number).map(Json)
}

async fn map_(State(desk): State<Desk>) -> Json<Value> {
    Json(map::map(&desk.shelf.current()))
}

async fn check_(State(desk): State<Desk>, Asked(question): Asked<contest::Question>) -> Answer {
    let shelf = desk.shelf;
    desk.workshop
        .work(Pace::Quick, move |_: &_| contest::contest(&shelf, &question))
        .await
        .map(Json)
}

async fn save_(State(desk): State<Desk>, Asked(question): Asked<contest::Question>) -> Answer {
    if !desk.saves {
        return Err(Trouble::refused("only who sits at the machine of the page may save"));
    }
    let (shelf, reloads) = (desk.shelf, desk.reloads);
    let saved =
        desk.workshop.work(Pace::Quick, move |_: &_| contest::save(&shelf, &question)).await?;
    // No other page may be open.
    let _ = reloads.send(());
    Ok(Json(saved))
}

async fn records_(
    State(desk): State<Desk>,
    Asked(question): Asked<course::Question>,
) -> Json<Value> {
    Json(course::record(&desk.shelf.current(), &question))
}

async fn fit_(State(desk): State<Desk>, Asked(question): Asked<course::Question>) -> Answer {
    let shelf = desk.shelf;
    let work = move |_: &_| fit::fit(&*shelf.with(&question.changes)?, &question);
    desk.workshop.work(Pace::Quick, work).await.map(Json)
}

async fn convert_(State(desk): State<Desk>, Asked(question): Asked<take::Conversion>) -> Answer {
    let shelf = desk.shelf;
    let work = move |_: &_| take::convert(&*shelf.with(&question.changes)?, &question);
    desk.workshop.work(Pace::Quick, work).await.map(Json)
}

async fn table_(
    State(desk): State<Desk>,
    Asked(question): Asked<take::TableQuestion>,
) -> Result<impl IntoResponse, Trouble> {
    let shelf = desk.shelf;
    let kind = [(header::CONTENT_TYPE, question.format.content_type())];
    let work = move |_: &_| take::table(&*shelf.with(&question.changes)?, &question);
    desk.workshop.work(Pace::Quick, work).await.map(|bytes| (kind, bytes))
}

async fn patch_(
    State(desk): State<Desk>,
    Asked(question): Asked<take::Question>,
) -> Result<String, Trouble> {
    take::patch(&desk.shelf, &question)
}
