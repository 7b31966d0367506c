//! How large and how deep what is read may be: far beyond what people write, far below what could
//! hurt. Every limit of the readers stands here.

/// Deepest tree of an equation or a question, and deepest nesting of its brackets. Everything that
/// walks a tree may recurse: this keeps it off the end of the stack.
pub const DEEPEST: usize = 256;

/// Largest `book.toml`, in bytes.
pub const BOOK_BYTES: u64 = 1 << 20;

/// Largest chapter, in bytes.
pub const CHAPTER_BYTES: u64 = 8 << 20;

/// Largest table of data, in bytes.
pub const TABLE_BYTES: u64 = 32 << 20;

/// Most rows of a table of data.
pub const TABLE_ROWS: usize = 1_000_000;

/// Most chapters of a book.
pub const CHAPTERS: usize = 1_000;

/// Most values of a question's `for x in a..b by c`.
pub const SWEEP_VALUES: usize = 10_000;

/// Most findings of one kind in one table of data; the rest are counted.
pub const TABLE_FINDINGS: usize = 20;

/// Largest XMILE file, in bytes.
pub const XMILE_BYTES: u64 = 64 << 20;

/// Most elements of an XMILE file: a hundred times the largest model known.
pub const XML_ELEMENTS: usize = 2_000_000;

/// Most files that an XMILE model includes.
pub const INCLUDES: usize = 200;

/// Deepest nesting of an XMILE file's elements: no writer of models goes beyond a dozen.
pub const XML_DEPTH: usize = 200;

/// Most modules of an XMILE file: modules of modules multiply.
pub const MODULES: usize = 10_000;

/// Most elements of a dimension that is counted.
pub const DIMENSION_ELEMENTS: f64 = 1e9;

/// Steps of a run: as many as an engine takes.
pub const STEPS: f64 = 1e8;
