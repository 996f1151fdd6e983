#!powershell

# GNU General Public License v3.0+ (see LICENSE)

#AnsibleRequires -CSharpUtil Ansible.Basic

$ErrorActionPreference = 'Stop'

$spec = @{
    options = @{
        folders = @{ type = 'list'; elements = 'str'; required = $true }
    }
    supports_check_mode = $true
}
$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)

# Without File Server Resource Manager there are no such commands; without folders nothing is asked of it.
$has_limits = [bool]($module.Params.folders.Count -and (Get-Command -Name Get-FsrmAutoQuota -ErrorAction SilentlyContinue))
$automatic = @()
$templates = @()
if ($has_limits) {
    $automatic = @(Get-FsrmAutoQuota | Where-Object { $module.Params.folders -contains $_.Path })
    $templates = @(Get-FsrmQuotaTemplate | Where-Object { $_.Name -like 'ictops *' })
}

$homes = foreach ($folder in $module.Params.folders) {
    # How many there are, and not whose.
    $count = 0
    if (Test-Path -LiteralPath $folder -PathType Container) {
        $count = @(Get-ChildItem -LiteralPath $folder -Directory -Force).Count
    }
    $own = @($automatic | Where-Object { $_.Path -eq $folder })
    @{
        path = $folder
        homes = [int]$count
        limited = [bool]$own.Count
        template = [string]($own | ForEach-Object { $_.Template })
        disabled = [bool]($own | ForEach-Object { $_.Disabled })
    }
}
$module.Result.homes = @($homes)
$module.Result.templates = @($templates | ForEach-Object {
        @{ name = [string]$_.Name; size_mib = [long][Math]::Floor($_.Size / 1048576) }
    })

$module.ExitJson()
