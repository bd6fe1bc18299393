//! Which status an application error becomes. Internal errors go to the log with their whole chain of causes; the
//! answer only carries the request's id.

use std::error::Error;

use app::AppError;
use axum::http::StatusCode;
use serde_json::Value;

use super::ApiError;

impl From<AppError> for ApiError {
    fn from(error: AppError) -> Self {
        if let AppError::TooManyAttempts { seconds } = error {
            return Self::too_many_attempts(seconds);
        }
        let status = status(&error);
        if status.is_server_error() {
            tracing::error!(error = %Chain(&error), "a use case failed");
        }
        match status {
            StatusCode::INTERNAL_SERVER_ERROR => return Self::internal(),
            StatusCode::SERVICE_UNAVAILABLE => return Self::unreachable(),
            _ => {}
        }
        let mut answer = Self::new(status, error.code(), error.to_string());
        match error {
            AppError::Invalid(errors) => answer.errors = errors,
            AppError::Conflict { params, .. } => answer.params = object(params),
            AppError::Refused(verdict) => {
                answer.params = serde_json::json!({ "answer": verdict.value, "reasons": verdict.reasons })
            }
            AppError::OutOfScope(scope) => answer.params = serde_json::json!({ "scope": scope }),
            AppError::MergedAway { into } => answer.params = serde_json::json!({ "into": into }),
            AppError::NotFound(what) => answer.params = serde_json::json!({ "what": what }),
            AppError::FileUnreadable { code, params, .. } => {
                let mut params = object(params);
                params["reason"] = Value::String(code);
                answer.params = params;
            }
            _ => {}
        }
        answer
    }
}

fn status(error: &AppError) -> StatusCode {
    match error {
        AppError::NotSignedIn | AppError::WrongCredentials => StatusCode::UNAUTHORIZED,
        AppError::Forbidden | AppError::OutOfScope(_) | AppError::Refused(_) => StatusCode::FORBIDDEN,
        AppError::TooManyAttempts { .. } => StatusCode::TOO_MANY_REQUESTS,
        AppError::NotFound(_) => StatusCode::NOT_FOUND,
        AppError::MergedAway { .. } => StatusCode::GONE,
        AppError::Invalid(_) | AppError::FileUnreadable { .. } | AppError::FilterTooCostly => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        AppError::ChangedMeanwhile | AppError::AlreadySetUp | AppError::Conflict { .. } => StatusCode::CONFLICT,
        AppError::Unreachable(_) => StatusCode::SERVICE_UNAVAILABLE,
        AppError::StorageFull(_) => StatusCode::INSUFFICIENT_STORAGE,
        AppError::Store(_) | AppError::Io(_) | AppError::Corrupt(_) | AppError::Internal(_) => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

/// Parameters are an object even where there are none, so that a reader need not ask.
fn object(params: Value) -> Value {
    if params.is_object() { params } else { Value::Object(serde_json::Map::new()) }
}

/// An error with its causes on one line. Each `Display` says only its own part, so nothing is repeated.
struct Chain<'a>(&'a dyn Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}
