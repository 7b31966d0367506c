//! Models written as `.mdl`, word for word.
