/* Addresses of documents. */
#include "url.h"
#include <curl/curl.h>
#include <stdlib.h>

static const char *host_end(const char *url)
{
    const char *host = strstr(url, "://");
    host = host ? host + 3 : url;
    return host + strcspn(host, "/?#");
}

char *sayso_follow_host(const char *url)
{
    const size_t n = (size_t)(host_end(url) - url);
    char *out = malloc(n + 1);
    if (!out) return NULL;
    memcpy(out, url, n);
    out[n] = 0;
    return out;
}

const char *sayso_follow_path(const char *url)
{
    const char *path = host_end(url);
    return *path ? path : "/";
}

static bool web(CURLU *u)
{
    char *scheme = NULL, *user = NULL;
    const bool http = curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
                      (strcmp(scheme, "http") == 0 || strcmp(scheme, "https") == 0);
    const bool bare = curl_url_get(u, CURLUPART_USER, &user, 0) == CURLUE_NO_USER;
    curl_free(scheme);
    curl_free(user);
    return http && bare;
}

/* Host names are the same in any letters; libcurl gives back the scheme in small ones. */
static bool host_lower(CURLU *u)
{
    char *host = NULL;
    if (curl_url_get(u, CURLUPART_HOST, &host, 0) != CURLUE_OK) return false;
    for (char *s = host; *s; s++)
        if (*s >= 'A' && *s <= 'Z') *s |= 0x20;
    const bool ok = curl_url_set(u, CURLUPART_HOST, host, 0) == CURLUE_OK;
    curl_free(host);
    return ok;
}

char *sayso_follow_url(const char *base, const char *relative)
{
    char *whole = NULL, *out = NULL;
    CURLU *u = curl_url();
    if (u && (!base || curl_url_set(u, CURLUPART_URL, base, 0) == CURLUE_OK) &&
        curl_url_set(u, CURLUPART_URL, relative, CURLU_URLENCODE) == CURLUE_OK && web(u) &&
        host_lower(u) && curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0) == CURLUE_OK &&
        curl_url_get(u, CURLUPART_URL, &whole, CURLU_NO_DEFAULT_PORT) == CURLUE_OK)
        out = strdup(whole);
    curl_free(whole);
    curl_url_cleanup(u);
    return out;
}
