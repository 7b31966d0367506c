//! Models from text, through the real reader and the compiler, to numbers or findings.

mod arrays;
mod scalar;
mod support;
mod switches;
