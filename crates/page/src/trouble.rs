//! Why a question of the page has no answer, as the browser is told.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    /// What HTTP calls it.
    pub status: StatusCode,
    /// What is wrong, in words for the reader of the page.
    pub message: String,
}

impl Trouble {
    /// What was asked cannot be.
    pub fn asked(message: impl Into<String>) -> Trouble {
        Trouble { status: StatusCode::UNPROCESSABLE_ENTITY, message: message.into() }
    }

    /// What was asked for is not there.
    pub fn missing(message: impl Into<String>) -> Trouble {
        Trouble { status: StatusCode::NOT_FOUND, message: message.into() }
    }

    /// It is not allowed.
    pub fn refused(message: impl Into<String>) -> Trouble {
        Trouble { status: StatusCode::FORBIDDEN, message: message.into() }
    }

    /// It took too long, or there is too much of it.
    pub fn too_much(message: impl Into<String>) -> Trouble {
        Trouble { status: StatusCode::SERVICE_UNAVAILABLE, message: message.into() }
    }

    /// We erred.
    pub fn ours(message: impl Into<String>) -> Trouble {
        Trouble { status: StatusCode::INTERNAL_SERVER_ERROR, message: message.into() }
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "error": self.message }))).into_response()
    }
}
