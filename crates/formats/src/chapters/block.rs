//! One chapter: its blocks' declarations and claims put into the model.

use super::declaration::{Declaration, declaration};
use super::markdown::{Block, BlockKind, Closing};
use super::outline::Passage;
use super::{Desk, Standing, markdown, run};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::model::{Chapter, Model};
use interregnum_model::source::{FileId, Span};

/// Reads a chapter that is among the desk's sources already.
pub fn read(model: &mut Model, desk: &mut Desk<'_>, file: FileId, standing: Standing) {
    let Some(text) = desk.sources.get(file).map(|source| source.text.clone()) else { return };
    let chapter = markdown::read(&text);
    model.chapters.push(Chapter { file, title: chapter.title, sector: chapter.sector });
    // How it runs comes first: it says whose model this is, and so how strictly it is read.
    for block in chapter.blocks.iter().filter(|block| block.kind == BlockKind::Run) {
        check_closed(desk, file, block);
        run_block(model, desk, file, &text, block, standing);
    }
    for block in chapter.blocks.into_iter().filter(|block| block.kind != BlockKind::Run) {
        check_closed(desk, file, &block);
        match block.kind {
            BlockKind::Model => {
                let passage = Passage::new(&text, file, &block.lines);
                for item in passage.items() {
                    if let Some(declaration) = declaration(&item, desk) {
                        place(model, declaration);
                    }
                }
            }
            BlockKind::Claim => desk.claims.push((file, block)),
            BlockKind::Run => {}
        }
    }
}

fn check_closed(desk: &mut Desk<'_>, file: FileId, block: &Block) {
    if block.closing == Closing::EndOfFile {
        let span = Span::new(file, block.whole.start, block.heading.end);
        desk.diagnostics.push(
            Diagnostic::new(Code::Syntax, span, "this block is never closed")
                .help("write ``` on a line of its own where it ends"),
        );
    }
}

fn place(model: &mut Model, declaration: Declaration) {
    match declaration {
        Declaration::Variable(variable) => model.variables.push(variable),
        Declaration::Dimension(dimension) => model.dimensions.push(dimension),
        Declaration::Macro(macro_) => model.macros.push(macro_),
        Declaration::Mechanism(mechanism) => model.mechanisms.push(mechanism),
        Declaration::Lever(lever) => model.levers.push(lever),
        Declaration::Series(series) => model.series.push(series),
        Declaration::Spelling => {}
    }
}

fn run_block(
    model: &mut Model,
    desk: &mut Desk<'_>,
    file: FileId,
    text: &str,
    block: &Block,
    standing: Standing,
) {
    let span = Span::new(file, block.whole.start, block.heading.end);
    if standing == Standing::InBook {
        let message = "a chapter of a book cannot say how it runs";
        desk.diagnostics.push(
            Diagnostic::new(Code::Syntax, span, message)
                .help("write it in `book.toml`, under [run]"),
        );
        return;
    }
    if let Some(first) = model.time.span {
        let message = "this chapter says twice how it runs";
        desk.diagnostics
            .push(Diagnostic::new(Code::DuplicateName, span, message).related(first, "first here"));
        return;
    }
    let passage = Passage::new(text, file, &block.lines);
    (model.time, model.origin) = run::read_block(&passage, span, &mut desk.diagnostics);
    desk.origin = model.origin;
}
