//! Uses the product in process, through its own interface.

use actix_web::body::MessageBody;
use actix_web::dev::{Service, ServiceResponse};
use actix_web::http::Method;
use actix_web::test::TestRequest;
use serde_json::Value;

/// Sends requests to the application without a socket.
pub struct Client<S>(pub S);

impl<S, B> Client<S>
where
    S: Service<actix_http::Request, Response = ServiceResponse<B>, Error = actix_web::Error>,
    B: MessageBody,
{
    /// Adds.
    pub async fn post(&self, token: &str, path: &str, body: Value) -> anyhow::Result<Value> {
        self.call(Method::POST, token, path, Some(body)).await
    }

    /// Puts.
    pub async fn put(&self, token: &str, path: &str, body: Value) -> anyhow::Result<Value> {
        self.call(Method::PUT, token, path, Some(body)).await
    }

    async fn call(&self, method: Method, token: &str, path: &str, body: Option<Value>) -> anyhow::Result<Value> {
        let mut request =
            TestRequest::default().method(method.clone()).uri(path).insert_header(("authorization", format!("Bearer {token}")));
        if let Some(body) = body {
            request = request.set_json(body);
        }
        let response = self.0.call(request.to_request()).await.map_err(|error| anyhow::anyhow!("{method} {path}: {error}"))?;
        let status = response.status();
        let bytes = actix_web::body::to_bytes(response.into_body())
            .await
            .map_err(|_| anyhow::anyhow!("{method} {path}: the answer broke off"))?;
        anyhow::ensure!(status.is_success(), "{method} {path}: {status} {}", String::from_utf8_lossy(&bytes));
        if bytes.is_empty() { Ok(Value::Null) } else { Ok(serde_json::from_slice(&bytes)?) }
    }
}

/// The text of a field of an answer.
pub fn text(value: &Value, field: &str) -> anyhow::Result<String> {
    value[field].as_str().map(str::to_owned).ok_or_else(|| anyhow::anyhow!("the answer has no {field}: {value}"))
}
