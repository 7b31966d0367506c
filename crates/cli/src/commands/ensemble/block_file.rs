//! A block of an ensemble as a file: what it is, what was found, and a checksum over all of it.
//!
//! The bytes are, in order: the mark, the length of the header, the header (JSON: the ensemble's
//! [`Identity`] and which members), the series if they were asked for (see [`super::series`]), the
//! [`Part`] in the format of `postcard`, its length, and the SHA-256 of all bytes before. Lengths
//! are 64 bits, least byte first. The same block has the same bytes whoever writes it.

use super::series;
use crate::outcome::Trouble;
use crate::results::begin;
use interregnum_study::ensemble::{Chunk, Part};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// What a block file begins with; the number is that of the format.
const MARK: &[u8; 20] = b"interregnum block 2\n";

/// More than any header has.
const MOST_HEADER: u64 = 64 << 20;

/// The part's length and the checksum.
const TAIL: u64 = 8 + 32;

/// What tells an ensemble from every other: blocks of one ensemble agree in all of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Identity {
    /// Version of the command.
    pub engine: String,
    /// The model's title, or its path.
    pub model: String,
    /// SHA-256 of its files.
    pub model_hash: String,
    /// How many members the whole ensemble has.
    pub members: u64,
    /// How they fill the space of what varies.
    pub design: String,
    /// What they are drawn by.
    pub seed: u64,
    /// Under how many streams of chance each point is run.
    pub repeat: Option<u64>,
    /// What varies, and how.
    pub varies: Vec<String>,
    /// Levers pulled in all members.
    pub with: Vec<String>,
    /// Mechanisms off in all members.
    pub off: Vec<String>,
    /// Parameters set in all members.
    pub set: Vec<String>,
    /// First moment.
    pub start: f64,
    /// Last moment.
    pub stop: f64,
    /// Step length.
    pub dt: f64,
    /// Time between saved values.
    pub saveper: f64,
    /// `euler` or `rk4`.
    pub method: String,
    /// Unit of time.
    pub time_unit: String,
    /// What is summarized.
    pub columns: Vec<String>,
    /// What every member is asked.
    pub asks: Vec<String>,
    /// From how many buckets quantiles are taken.
    pub buckets: u32,
    /// Whether every run is kept whole.
    pub series: bool,
}

impl Identity {
    /// In what another ensemble differs, in words.
    pub fn differences(&self, other: &Identity) -> Vec<String> {
        let fields = |identity: &Identity| match serde_json::to_value(identity) {
            Ok(serde_json::Value::Object(fields)) => fields,
            Ok(_) | Err(_) => serde_json::Map::new(),
        };
        let (mine, theirs) = (fields(self), fields(other));
        let differing = mine.iter().filter(|(name, value)| theirs.get(*name) != Some(value));
        differing
            .map(|(name, value)| {
                let there = theirs.get(name).cloned().unwrap_or_default();
                format!("{} is {value} in one and {there} in the other", name.replace('_', " "))
            })
            .collect()
    }
}

/// What stands at the head of a block file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Of which ensemble.
    pub ensemble: Identity,
    /// Its first member, counted from 1.
    pub first: u64,
    /// Its last member.
    pub last: u64,
}

/// A block file while it is written.
pub struct Writer {
    file: Hashed<BufWriter<tempfile::NamedTempFile>>,
    path: PathBuf,
    series: bool,
}

/// Works the checksum out of what passes.
struct Hashed<W> {
    to: W,
    hash: Sha256,
    written: u64,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or(&[]));
        self.written += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.to.flush()
    }
}

fn cannot_write(path: &Path, error: impl std::fmt::Display) -> Trouble {
    Trouble::new(format!("cannot write {}: {error}", path.display()))
}

impl Writer {
    /// Begins a file beside the path.
    pub fn new(path: &Path, identity: &Identity, members: &Range<u64>) -> Result<Writer, Trouble> {
        let header = Header {
            ensemble: identity.clone(),
            first: members.start,
            last: members.end.saturating_sub(1),
        };
        let write = || -> std::io::Result<_> {
            let to = BufWriter::new(begin(path)?);
            let mut file = Hashed { to, hash: Sha256::new(), written: 0 };
            let header = serde_json::to_vec(&header)?;
            file.write_all(MARK)?;
            file.write_all(&(header.len() as u64).to_le_bytes())?;
            file.write_all(&header)?;
            Ok(file)
        };
        let file = write().map_err(|error| cannot_write(path, error))?;
        Ok(Writer { file, path: path.to_owned(), series: identity.series })
    }

    /// Keeps the runs of a chunk, if they are asked for.
    pub fn chunk(&mut self, chunk: &Chunk) -> Result<(), Trouble> {
        if !self.series {
            return Ok(());
        }
        series::write(&mut self.file, chunk).map_err(|error| cannot_write(&self.path, error))
    }

    /// Ends the file, which takes its place.
    pub fn finish(mut self, part: &Part) -> Result<(), Trouble> {
        let path = self.path.clone();
        let write = move || -> Result<(), Box<dyn std::error::Error>> {
            if self.series {
                series::end(&mut self.file)?;
            }
            let before = self.file.written;
            postcard::to_io(part, &mut self.file)?;
            let length = self.file.written - before;
            self.file.write_all(&length.to_le_bytes())?;
            let Hashed { mut to, hash, .. } = self.file;
            to.write_all(&hash.finalize())?;
            let file = to.into_inner().map_err(std::io::IntoInnerError::into_error)?;
            file.as_file().sync_all()?;
            file.persist(&self.path)?;
            Ok(())
        };
        write().map_err(|error| cannot_write(&path, error))
    }
}

/// A block file that is whole.
pub struct BlockFile {
    /// Where it lies.
    pub path: PathBuf,
    /// What it is.
    pub header: Header,
    /// Where the series begin.
    series_at: u64,
    /// Where the part begins, and how long it is.
    part: (u64, u64),
}

/// Why a file is no block.
pub enum Unusable {
    /// It cannot be read.
    Unreadable(std::io::Error),
    /// It is something else, or was made by another version.
    NoBlock,
    /// It is not as it was written.
    Damaged,
}

impl Unusable {
    /// In words.
    pub fn trouble(&self, path: &Path) -> Trouble {
        let path = path.display();
        match self {
            Unusable::Unreadable(error) => Trouble::new(format!("cannot read {path}: {error}")),
            Unusable::NoBlock => Trouble::new(format!("{path} is no block of an ensemble"))
                .help("`interregnum ensemble MODEL --block i/N --out FILE` writes one"),
            Unusable::Damaged => {
                Trouble::new(format!("{path} is damaged: its checksum does not fit its bytes"))
                    .help("make the block again")
            }
        }
    }
}

impl BlockFile {
    /// Opens a block and checks it against its checksum.
    pub fn open(path: &Path) -> Result<BlockFile, Unusable> {
        let unreadable = Unusable::Unreadable;
        let file = File::open(path).map_err(unreadable)?;
        let length = file.metadata().map_err(Unusable::Unreadable)?.len();
        let mut reader = BufReader::new(file);
        let mut mark = [0; MARK.len()];
        let begins = reader.read_exact(&mut mark).is_ok() && mark == *MARK;
        let header_length = number(&mut reader).ok().filter(|length| *length < MOST_HEADER);
        let (true, Some(header_length)) = (begins, header_length) else {
            return Err(Unusable::NoBlock);
        };
        let mut header = vec![0; header_length as usize];
        reader.read_exact(&mut header).map_err(|_| Unusable::Damaged)?;
        let header: Header = serde_json::from_slice(&header).map_err(|_| Unusable::Damaged)?;
        let part_length = checked(reader.into_inner(), length)?;
        let series_at = MARK.len() as u64 + 8 + header_length;
        let part_at = (length - TAIL).checked_sub(part_length);
        let part_at = part_at.filter(|at| *at >= series_at).ok_or(Unusable::Damaged)?;
        Ok(BlockFile { path: path.to_owned(), header, series_at, part: (part_at, part_length) })
    }

    /// What was found.
    pub fn part(&self) -> Result<Part, Unusable> {
        let mut file = File::open(&self.path).map_err(Unusable::Unreadable)?;
        file.seek(SeekFrom::Start(self.part.0)).map_err(Unusable::Unreadable)?;
        let mut bytes = Vec::new();
        file.take(self.part.1).read_to_end(&mut bytes).map_err(Unusable::Unreadable)?;
        postcard::from_bytes(&bytes).map_err(|_| Unusable::Damaged)
    }

    /// The series, to be read from the beginning.
    pub fn series(&self) -> Result<impl Read + use<>, Unusable> {
        let mut file = File::open(&self.path).map_err(Unusable::Unreadable)?;
        file.seek(SeekFrom::Start(self.series_at)).map_err(Unusable::Unreadable)?;
        Ok(BufReader::new(file.take(self.part.0.saturating_sub(self.series_at))))
    }
}

fn number(from: &mut impl Read) -> std::io::Result<u64> {
    let mut bytes = [0; 8];
    from.read_exact(&mut bytes)?;
    Ok(u64::from_le_bytes(bytes))
}

/// Checks a whole file against its checksum, and gives the length of its part.
fn checked(mut file: File, length: u64) -> Result<u64, Unusable> {
    let body = length.checked_sub(32).ok_or(Unusable::Damaged)?;
    file.rewind().map_err(Unusable::Unreadable)?;
    let mut reader = BufReader::new(file);
    let mut hash = Hashed { to: std::io::sink(), hash: Sha256::new(), written: 0 };
    let copied = std::io::copy(&mut (&mut reader).take(body), &mut hash);
    let mut written = [0; 32];
    let read = copied.and_then(|_| reader.read_exact(&mut written));
    if read.is_err() || hash.hash.finalize().as_slice() != written {
        return Err(Unusable::Damaged);
    }
    let mut file = reader.into_inner();
    let seek = file.seek(SeekFrom::Start(length.saturating_sub(TAIL)));
    seek.and_then(|_| number(&mut file)).map_err(Unusable::Unreadable)
}
