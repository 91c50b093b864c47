pub fn pages(_: &mut actix_web::web::ServiceConfig) {}
