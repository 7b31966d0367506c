//! An ensemble's work in pieces, each kept as a block file when it is done, so that a run that was
//! stopped, or killed, goes on where it was.

use super::block_file::{BlockFile, Identity, Unusable, Writer};
use crate::outcome::{Trouble, say};
use crate::progress::Progress;
use crate::results::BEGUN;
use interregnum_study::claims::Control;
use interregnum_study::ensemble::{Chunk, Ensemble, Part};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Chunks of a piece at least: a second's work, so that little is lost and files are few.
const FEWEST_CHUNKS: u64 = 64;

/// Pieces at most, so that files do not fill a disk.
const MOST_PIECES: u64 = 32;

/// A stretch of an ensemble.
pub struct Piece {
    chunks: Range<u64>,
}

impl Piece {
    /// Block `i/N` of so many chunks.
    pub fn block(text: &str, chunks: u64) -> Result<Piece, Trouble> {
        let usage = |why: &str| {
            Trouble::new(format!("`--block {text}` {why}"))
                .help("write `--block 3/10` for the third of ten blocks")
        };
        let (at, of) = text.split_once('/').ok_or_else(|| usage("has no `/`"))?;
        let parse = |part: &str| part.trim().parse::<u64>().ok();
        let (Some(at), Some(of)) = (parse(at), parse(of)) else {
            return Err(usage("is not made of two whole numbers"));
        };
        if at == 0 || at > of {
            return Err(usage("counts blocks from 1 to their number"));
        }
        if of > chunks {
            return Err(usage(&format!(
                "asks for more blocks than there are: members go 64 together, which makes {chunks}"
            )));
        }
        let cut = |at: u64| (u128::from(chunks) * u128::from(at) / u128::from(of)) as u64;
        Ok(Piece { chunks: cut(at - 1)..cut(at) })
    }

    fn all(chunks: u64) -> Vec<Piece> {
        let size = chunks.div_ceil(MOST_PIECES).max(FEWEST_CHUNKS);
        (0..chunks.div_ceil(size))
            .map(|at| Piece { chunks: at * size..((at + 1) * size).min(chunks) })
            .collect()
    }
}

/// Where finished pieces are kept.
pub enum Folder {
    /// Here, so that the same command can go on from them.
    Kept(PathBuf),
    /// Nowhere for longer than this command.
    Passing(tempfile::TempDir),
}

impl Folder {
    /// The folder that was named; else one beside the file that is to be written.
    pub fn new(state: Option<&Path>, out: Option<&str>) -> Result<Folder, Trouble> {
        let cannot = |error: std::io::Error| {
            Trouble::new(format!("cannot make a folder for finished blocks: {error}"))
        };
        let beside = || {
            let out = out.filter(|out| *out != "-").map(PathBuf::from)?;
            let device = std::fs::metadata(&out).is_ok_and(|found| !found.is_file());
            let mut name = out.into_os_string();
            name.push(".unfinished");
            (!device).then(|| PathBuf::from(name))
        };
        match state.map(Path::to_owned).or_else(beside) {
            Some(path) => {
                std::fs::create_dir_all(&path).map_err(cannot)?;
                Ok(Folder::Kept(path))
            }
            None => Ok(Folder::Passing(tempfile::tempdir().map_err(cannot)?)),
        }
    }

    fn path(&self) -> &Path {
        match self {
            Folder::Kept(path) => path,
            Folder::Passing(folder) => folder.path(),
        }
    }

    /// Takes the blocks away, and the folder if nothing else is in it.
    pub fn clear(&self, files: &[PathBuf]) {
        // What cannot be taken away does no harm: the result is written.
        for file in files {
            let _ = std::fs::remove_file(file);
        }
        // What a killed command had begun to write.
        for entry in std::fs::read_dir(self.path()).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(BEGUN) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
        let _ = std::fs::remove_dir(self.path());
    }
}

/// An ensemble to be run in pieces.
pub struct Pieces<'a> {
    pub ensemble: &'a Ensemble<'a>,
    pub identity: &'a Identity,
    pub progress: &'a Progress,
}

impl Pieces<'_> {
    /// Runs all pieces that are not in the folder yet; their files in order.
    pub fn all(&self, folder: &Folder) -> Result<Vec<PathBuf>, Trouble> {
        let pieces = Piece::all(self.ensemble.chunks());
        let path_of = |piece: &Piece| {
            let members = self.ensemble.members(&piece.chunks);
            let (first, last) = (members.start, members.end.saturating_sub(1));
            folder.path().join(format!("members-{first}-{last}.block"))
        };
        let paths: Vec<PathBuf> = pieces.iter().map(path_of).collect();
        let mut there = Vec::with_capacity(pieces.len());
        for path in &paths {
            there.push(self.is_there(path)?);
        }
        let members = |piece: &Piece| {
            let members = self.ensemble.members(&piece.chunks);
            members.end - members.start
        };
        let kept = pieces.iter().zip(&there).filter(|(_, there)| **there);
        let mut done: u64 = kept.map(|(piece, _)| members(piece)).sum();
        if done > 0 {
            say(&format!(
                "{}: {done} of {} members are there from before",
                folder.path().display(),
                self.identity.members
            ));
        }
        for ((piece, path), there) in pieces.iter().zip(&paths).zip(there) {
            if there {
                continue;
            }
            if self.write(piece, path, done)?.is_none() {
                return Err(self.stopped(folder, done));
            }
            done += members(piece);
        }
        Ok(paths)
    }

    /// Whether this piece was done before.
    fn is_there(&self, path: &Path) -> Result<bool, Trouble> {
        match BlockFile::open(path) {
            Ok(block) if block.header.ensemble == *self.identity => Ok(true),
            Ok(block) => {
                let differences = self.identity.differences(&block.header.ensemble);
                let first = differences.first().cloned().unwrap_or_default();
                let message = format!("{} is a block of another ensemble: {first}", path.display());
                Err(Trouble::new(message).help("remove its folder, or name another with --state"))
            }
            Err(Unusable::Unreadable(error)) if error.kind() == std::io::ErrorKind::NotFound => {
                Ok(false)
            }
            Err(why @ Unusable::Unreadable(_)) => Err(why.trouble(path)),
            Err(Unusable::NoBlock | Unusable::Damaged) => {
                say(&format!("{} is damaged; it is made again", path.display()));
                Ok(false)
            }
        }
    }

    /// Runs a piece and writes its file; `None` when the work was stopped.
    pub fn write(&self, piece: &Piece, path: &Path, before: u64) -> Result<Option<Part>, Trouble> {
        let members = self.ensemble.members(&piece.chunks);
        let mut writer = Writer::new(path, self.identity, &members)?;
        let told = |done: u64, _: u64| self.progress.done(before + done, self.identity.members);
        let control = Control { progress: &told, cancel: self.progress.cancel() };
        let mut take = |chunk: &Chunk| writer.chunk(chunk);
        let Some(part) = self.ensemble.run(piece.chunks.clone(), control, &mut take)? else {
            return Ok(None);
        };
        writer.finish(&part)?;
        Ok(Some(part))
    }

    fn stopped(&self, folder: &Folder, done: u64) -> Trouble {
        self.progress.finish();
        let of = self.identity.members;
        match folder {
            Folder::Kept(path) if done > 0 => {
                let kept = path.display();
                Trouble::new(format!("stopped; {done} of {of} members are kept in {kept}"))
                    .help("the same command goes on from there")
            }
            Folder::Kept(path) => {
                // Empty, and ours if nothing stands in it.
                let _ = std::fs::remove_dir(path);
                Trouble::new("stopped before the first block was done; nothing is kept")
            }
            Folder::Passing(_) => Trouble::new("stopped; nothing is kept")
                .help("with `--state FOLDER` finished blocks are kept, and the same command goes on from them"),
        }
    }
}
