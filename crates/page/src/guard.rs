//! Who may ask: only a page that this server itself gave out.
//!
//! A page elsewhere can make a browser send requests here. It cannot choose the browser's `Host`
//! and `Origin`, so these are checked; a name that resolves here (DNS rebinding) is no name of ours.

use crate::trouble::Trouble;
use axum::extract::{Request, State};
use axum::http::header::{HeaderName, HeaderValue};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;

/// What the page may load: its own files only. CodeMirror writes its styles into the page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'";

/// Names under which this server answers.
#[derive(Clone, Debug)]
pub struct Names {
    /// The address it is bound to.
    pub bound: IpAddr,
}

impl Names {
    /// Whether a request for this host is for us. A server bound to every address of a machine
    /// answers to any address, never to a name.
    fn has(&self, host: &str) -> bool {
        let name = without_port(host);
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        match name.trim_matches(['[', ']']).parse::<IpAddr>() {
            Ok(address) => {
                address.is_loopback() || address == self.bound || self.bound.is_unspecified()
            }
            Err(_) => false,
        }
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        Some(_) | None => host,
    }
}

/// Refuses what does not come from our own page.
pub async fn guard(State(names): State<Names>, request: Request, next: Next) -> Response {
    if let Err(trouble) = allowed(request.headers(), &names) {
        return trouble.into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Whether these headers are those of a request of our own page.
fn allowed(headers: &HeaderMap, names: &Names) -> Result<(), Trouble> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).unwrap_or("");
    if !names.has(host) {
        return Err(Trouble::refused(format!("this page is not served under the name `{host}`")));
    }
    if let Some(origin) = text(header::ORIGIN)
        && origin != format!("http://{host}")
    {
        return Err(Trouble::refused("a page elsewhere may not ask"));
    }
    let site = text(HeaderName::from_static("sec-fetch-site")).unwrap_or("none");
    let navigates = text(HeaderName::from_static("sec-fetch-mode")) == Some("navigate");
    if !matches!(site, "same-origin" | "none") && !navigates {
        return Err(Trouble::refused("a page elsewhere may not ask"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Names, allowed};
    use axum::http::{HeaderMap, HeaderName, HeaderValue};

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        pairs.iter().map(pair).collect()
    }

    fn loopback() -> Names {
        Names { bound: [127, 0, 0, 1].into() }
    }

    #[test]
    fn our_own_page_may_ask() {
        for host in ["localhost:7000", "127.0.0.1:7000", "[::1]:7000", "LOCALHOST"] {
            assert!(loopback().has(host), "{host}");
        }
        let own = [("host", "localhost:7000"), ("origin", "http://localhost:7000")];
        assert!(allowed(&headers(&own), &loopback()).is_ok());
    }

    #[test]
    fn a_page_elsewhere_may_not() {
        for host in
            ["evil.example", "evil.example:7000", "10.0.0.1:7000", "", "localhost.evil.example"]
        {
            assert!(!loopback().has(host), "{host}");
        }
        let foreign = [("host", "localhost:7000"), ("origin", "http://evil.example")];
        assert!(allowed(&headers(&foreign), &loopback()).is_err());
        let other_port = [("host", "localhost:7000"), ("origin", "http://localhost:8000")];
        assert!(allowed(&headers(&other_port), &loopback()).is_err());
        let cross = [("host", "localhost:7000"), ("sec-fetch-site", "cross-site")];
        assert!(allowed(&headers(&cross), &loopback()).is_err());
        // A link from elsewhere may open the page.
        let link = [
            ("host", "localhost:7000"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
        ];
        assert!(allowed(&headers(&link), &loopback()).is_ok());
    }

    #[test]
    fn bound_to_every_address_it_answers_to_addresses_and_not_to_names() {
        let names = Names { bound: [0, 0, 0, 0].into() };
        assert!(names.has("192.168.1.5:7000"));
        assert!(!names.has("evil.example:7000"));
    }
}
