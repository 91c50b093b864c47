//! Requests to addresses that somebody else chose: webhooks (security design, outgoing requests).
//!
//! A customer names an address and our server calls it from inside our network, so the address is a way in. Only names and
//! addresses of the public internet are called: the address is judged where it is resolved, and the very one that was judged
//! is connected to. Redirects are not followed, no proxy is asked, the answer's body is never read, and ten seconds are all
//! there is.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::LazyLock;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use url::Host;

use super::files::use_ring_for_tls;

/// The whole of a request: connecting, sending, and the first line of the answer.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// Connecting alone.
const CONNECTING: Duration = Duration::from_secs(5);
/// Ports on which HTTPS is served: another one is a service that was not asked.
const PORTS: [u16; 2] = [443, 8443];
/// An address is at most this long: what browsers and proxies pass on at least (RFC 9110, 4.1).
const LONGEST: usize = 2_000;

/// Which addresses may be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The public internet, by HTTPS.
    Public,
    /// Also this machine by HTTP: for whoever tries the product at home.
    Development,
}

impl Reach {
    /// Development is where the product itself is not reached by HTTPS.
    #[must_use]
    pub fn of(base_url: &str) -> Self {
        if base_url.starts_with("http://") { Self::Development } else { Self::Public }
    }
}

/// An address that may be called as far as its text says; where it leads is judged when it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target(Url);

/// What is wrong with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is no address, or too long.
    Malformed,
    /// It is not HTTPS.
    NotHttps,
    /// It holds a name and a password.
    Credentials,
    /// It names another port than 443 and 8443.
    Port,
    /// It leads into our network or to no machine at all.
    NotPublic,
}

impl Target {
    /// Reads an address.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str, reach: Reach) -> Result<Self, Wrong> {
        let url: Url = text.trim().parse().map_err(|_| Wrong::Malformed)?;
        if url.as_str().len() > LONGEST {
            return Err(Wrong::Malformed);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Wrong::Credentials);
        }
        let host = url.host().ok_or(Wrong::Malformed)?;
        match url.scheme() {
            "http" if reach == Reach::Development && is_this_machine(&host) => return Ok(Self(url)),
            "https" => {}
            _ => return Err(Wrong::NotHttps),
        }
        if !url.port_or_known_default().is_some_and(|port| PORTS.contains(&port)) {
            return Err(Wrong::Port);
        }
        // A name is judged when it is resolved.
        if literal(&host).is_some_and(|address| !is_public(address)) {
            return Err(Wrong::NotPublic);
        }
        Ok(Self(url))
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The host it names.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

fn literal(host: &Host<&str>) -> Option<IpAddr> {
    match host {
        Host::Domain(_) => None,
        Host::Ipv4(address) => Some((*address).into()),
        Host::Ipv6(address) => Some((*address).into()),
    }
}

fn is_this_machine(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        _ => literal(host).is_some_and(|address| address.is_loopback()),
    }
}

/// Why a request got no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The address leads into a network that is not public.
    NotPublic,
    /// The name has no address, nobody answers there, or the connection broke off.
    Unreachable,
    /// There was no answer in time.
    TimedOut,
}

/// Sends a body and gives the status of the answer. Nothing else of the answer is read.
///
/// # Errors
/// Why there was none.
pub async fn post(target: &Target, headers: &[(&'static str, String)], body: String) -> Result<u16, Failure> {
    let client = match target.0.scheme() {
        "https" => PUBLIC.as_ref(),
        _ => LOOPBACK.as_ref(),
    };
    let client = client.ok_or(Failure::Unreachable)?;
    let judged = if target.0.scheme() == "https" { is_public } else { is_loopback };
    // A literal address is not resolved, so no resolver judges it.
    if target.0.host().and_then(|host| literal(&host)).is_some_and(|address| !judged(address)) {
        return Err(Failure::NotPublic);
    }
    let mut request = client.post(target.0.clone()).header("content-type", "application/json").body(body);
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    request.send().await.map(|answer| answer.status().as_u16()).map_err(|error| failure(&error))
}

fn failure(error: &reqwest::Error) -> Failure {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(one) = cause {
        if one.is::<NotAllowed>() {
            return Failure::NotPublic;
        }
        cause = one.source();
    }
    if error.is_timeout() { Failure::TimedOut } else { Failure::Unreachable }
}

static PUBLIC: LazyLock<Option<Client>> = LazyLock::new(|| {
    use_ring_for_tls();
    made(client(is_public).https_only(true))
});

/// HTTP alone, so no roots of trust are read.
static LOOPBACK: LazyLock<Option<Client>> = LazyLock::new(|| {
    use_ring_for_tls();
    made(client(is_loopback).tls_certs_only([]))
});

fn made(builder: reqwest::ClientBuilder) -> Option<Client> {
    let made = builder.build();
    made.inspect_err(|error| tracing::error!(error.cause = %error, "No outgoing request can be made.")).ok()
}

fn client(judged: fn(IpAddr) -> bool) -> reqwest::ClientBuilder {
    Client::builder()
        .user_agent("Tutela-Webhooks/1")
        .redirect(Policy::none())
        .referer(false)
        .no_proxy()
        .timeout(PATIENCE)
        .connect_timeout(CONNECTING)
        // No connection outlives the judgement of its address.
        .pool_max_idle_per_host(0)
        .dns_resolver(Judging(judged))
}

/// A resolver that hands out addresses only when every one of them may be called: a name with one foot in our network is
/// not called at all.
struct Judging(fn(IpAddr) -> bool);

/// The name has an address that may not be called.
#[derive(Debug, thiserror::Error)]
#[error("the name leads to an address that is not called")]
struct NotAllowed;

impl Resolve for Judging {
    fn resolve(&self, name: Name) -> Resolving {
        let judged = self.0;
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if !found.iter().all(|address| judged(address.ip())) {
                return Err(NotAllowed.into());
            }
            let found: Addrs = Box::new(found.into_iter());
            Ok(found)
        })
    }
}

fn is_loopback(address: IpAddr) -> bool {
    address.is_loopback()
}

/// Whether an address is one machine of the public internet, as the registries of special addresses say (RFC 6890 and its
/// successors at IANA).
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let special = match address.octets() {
        // This network, the machine itself, and everything from multicast upwards.
        [0 | 127 | 224.., ..] => true,
        // Shared by carriers, RFC 6598.
        [100, 64..=127, ..] => true,
        // Protocols and documentation; 6to4 relays.
        [192, 0, 0 | 2, _] | [192, 88, 99, _] | [198, 51, 100, _] | [203, 0, 113, _] => true,
        // Benchmarks, RFC 2544.
        [198, 18 | 19, ..] => true,
        _ => false,
    };
    !special && !address.is_private() && !address.is_link_local()
}

/// Global unicast is 2000::/3 (RFC 4291); what maps, embeds or translates an IPv4 address is not called.
fn is_public_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        // Protocols of the IETF, Teredo among them; documentation; 6to4.
        [0x2001, 0..=0x01ff | 0x0db8, ..] | [0x2002, ..] => false,
        // Documentation, RFC 9637.
        [0x3fff, 0..=0x0fff, ..] => false,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use ipnet::IpNet;
    use proptest::prelude::*;

    use super::*;

    /// Networks that are never called, as IANA lists them.
    const CLOSED: [&str; 33] = [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "255.255.255.255/32",
        "::/128",
        "::1/128",
        "::ffff:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
        "::/96",
        "4000::/2",
    ];

    proptest! {
        #[test]
        fn no_address_of_a_closed_network_is_called(at in 0..CLOSED.len(), bits: u128) {
            let network: IpNet = CLOSED[at].parse().unwrap();
            let address: IpAddr = match network {
                IpNet::V4(network) => {
                    let host = u32::try_from(bits & u128::from(u32::MAX)).unwrap() & network.hostmask().to_bits();
                    Ipv4Addr::from_bits(network.network().to_bits() | host).into()
                }
                IpNet::V6(network) => {
                    Ipv6Addr::from_bits(network.network().to_bits() | (bits & network.hostmask().to_bits())).into()
                }
            };
            prop_assert!(network.contains(&address));
            prop_assert!(!is_public(address), "{address} of {network}");
        }

        #[test]
        fn an_ipv4_address_is_public_unless_a_network_is_closed(bits: u32) {
            let address: IpAddr = Ipv4Addr::from_bits(bits).into();
            let closed = CLOSED.iter().any(|network| network.parse::<IpNet>().unwrap().contains(&address));
            prop_assert_eq!(is_public(address), !closed, "{}", address);
        }

        #[test]
        fn no_way_to_write_an_address_of_ours_gets_through(at in 0..16_usize, host: u32) {
            let IpNet::V4(network) = CLOSED[at].parse::<IpNet>().unwrap() else { panic!("the first are of IPv4") };
            let bits = network.network().to_bits() | (host & network.hostmask().to_bits());
            let address = Ipv4Addr::from_bits(bits);
            let [a, b, c, d] = address.octets();
            for host in [
                format!("{a}.{b}.{c}.{d}"), format!("{bits}"), format!("0x{bits:x}"), format!("0{a:o}.0{b:o}.0{c:o}.0{d:o}"),
                format!("{a}.{b}.{}", u32::from(c) << 8 | u32::from(d)), format!("{a}.{b}.{c}.{d}."),
                format!("[::ffff:{a}.{b}.{c}.{d}]"), format!("[::{a}.{b}.{c}.{d}]"), format!("[64:ff9b::{a}.{b}.{c}.{d}]"),
            ] {
                let target = Target::parse(&format!("https://{host}/hook"), Reach::Public);
                prop_assert!(target.is_err(), "{host}: {target:?}");
            }
        }
    }

    #[test]
    fn an_address_is_https_on_its_port_and_holds_no_password() {
        let read = |text: &str| Target::parse(text, Reach::Public).map(|target| target.as_str().to_owned());
        assert_eq!(read(" https://hooks.acme.example/in?x=1 "), Ok("https://hooks.acme.example/in?x=1".to_owned()));
        assert!(read("https://hooks.acme.example:8443/").is_ok() && read("https://1.1.1.1/").is_ok());
        assert_eq!(read("http://hooks.acme.example/"), Err(Wrong::NotHttps));
        assert_eq!(read("http://127.0.0.1:9/"), Err(Wrong::NotHttps));
        assert_eq!(read("ftp://hooks.acme.example/"), Err(Wrong::NotHttps));
        assert_eq!(read("https://hooks.acme.example:22/"), Err(Wrong::Port));
        assert_eq!(read("https://ana:secret@hooks.acme.example/"), Err(Wrong::Credentials));
        assert_eq!(read("https://169.254.169.254/latest"), Err(Wrong::NotPublic));
        assert_eq!(read("https://[::1]/"), Err(Wrong::NotPublic));
        for text in ["", "hooks", "https://", &format!("https://a.example/{}", "x".repeat(2_000))] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn at_home_this_machine_may_be_called_and_no_other_by_http() {
        let read = |text: &str| Target::parse(text, Reach::Development).map(|_| ());
        assert_eq!(read("http://127.0.0.1:4711/hook"), Ok(()));
        assert_eq!(read("http://[::1]:4711/hook"), Ok(()));
        assert_eq!(read("http://localhost:4711/hook"), Ok(()));
        assert_eq!(read("https://127.0.0.1/hook"), Err(Wrong::NotPublic));
        assert_eq!(read("http://192.168.0.1/hook"), Err(Wrong::NotHttps));
        assert_eq!(read("http://localhost.evil.example/hook"), Err(Wrong::NotHttps));
        assert_eq!((Reach::of("http://x"), Reach::of("https://x")), (Reach::Development, Reach::Public));
    }
}
