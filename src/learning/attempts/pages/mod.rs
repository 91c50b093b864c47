//! The learner's pages: home, module, quiz, result.

mod home;
mod player;
mod question;
mod result;
mod review;
mod words;

use actix_web::web;

pub use words::points;

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(home::page);
    config
        .service(player::module_page)
        .service(player::unit_page)
        .service(player::finish_page)
        .service(player::seen_page)
        .service(player::done_page);
    config.service(question::begin).service(question::page).service(question::save);
    config.service(review::page).service(review::hand_in).service(result::page);
}
