-- Names with _ or . that an API may read as ours do not get through. Apache itself deletes only what it can name.
function drop_odd_names(r)
    for name in pairs(r:headers_in_table()) do
        if name:find("[_.]") then
            r.headers_in[name] = nil
        end
    end
    return apache2.DECLINED
end
